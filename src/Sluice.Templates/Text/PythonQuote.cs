using System.Globalization;
using System.Text;

namespace Sluice.Templates.Text;

/// <summary>Text as Python's <c>repr</c> writes it: quotes by content, everything that does not print escaped.</summary>
internal static class PythonQuote
{
    public static void Append(StringBuilder result, string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        result.Append(quote);
        for (var i = 0; i < text.Length;)
        {
            var width = CodePoints.WidthAt(text, i);
            AppendOne(result, CodePoints.At(text, i), quote);
            i += width;
        }

        result.Append(quote);
    }

    public static string Of(string text)
    {
        StringBuilder result = new(text.Length + 2);
        Append(result, text);
        return result.ToString();
    }

    static void AppendOne(StringBuilder result, int c, char quote)
    {
        if (c == quote || c == '\\')
            result.Append('\\').Append((char)c);
        else if (c == '\n')
            result.Append("\\n");
        else if (c == '\r')
            result.Append("\\r");
        else if (c == '\t')
            result.Append("\\t");
        else if (c is >= ' ' and < 0x7f)
            result.Append((char)c);
        else
            result.Append(IsPrintable(c) ? CodePoints.ToText(c) : CodePointEscape.Of(c));
    }

    /// <summary>Not a control, format, surrogate, private, unassigned or separator character; the plain blank prints.</summary>
    public static bool IsPrintable(int c) => c == ' ' || (c is < 0xd800 or > 0xdfff && CharUnicodeInfo.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator));
}
