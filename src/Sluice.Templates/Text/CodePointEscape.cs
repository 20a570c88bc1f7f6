using System.Globalization;

namespace Sluice.Templates.Text;

/// <summary>The shortest of Python's escapes for a code point: <c>\xe9</c>, <c>\u20ac</c>, <c>\U0001f642</c>.</summary>
internal static class CodePointEscape
{
    public static string Of(int codePoint) => codePoint switch
    {
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{codePoint:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}"),
    };
}
