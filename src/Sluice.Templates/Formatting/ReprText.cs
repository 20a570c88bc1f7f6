using System.Text;
using Sluice.Templates.Running;
using Sluice.Templates.Text;
using Sluice.Templates.Values;

namespace Sluice.Templates.Formatting;

/// <summary>Python's <c>repr</c> and <c>ascii</c> of a value as one text.</summary>
internal static class ReprText
{
    public static string Of(Value value, Rendering rendering, bool asciiOnly = false)
    {
        var text = new ReprWriter(rendering).Write(value).ToString();
        if (!asciiOnly || Ascii.IsValid(text))
            return text;

        StringBuilder result = new(text.Length);
        for (var i = 0; i < text.Length; i += CodePoints.WidthAt(text, i))
        {
            var c = CodePoints.At(text, i);
            _ = c < 0x80 ? result.Append((char)c) : result.Append(CodePointEscape.Of(c));
        }

        return result.ToString();
    }
}
