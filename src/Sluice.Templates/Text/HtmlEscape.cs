using System.Text;

namespace Sluice.Templates.Text;

/// <summary>The five characters MarkupSafe escapes, in its spelling.</summary>
internal static class HtmlEscape
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>'\"") < 0)
            return text;
        StringBuilder result = new(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '\'' => result.Append("&#39;"),
                '"' => result.Append("&#34;"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
