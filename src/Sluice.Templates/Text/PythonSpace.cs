namespace Sluice.Templates.Text;

/// <summary>White space as Python's <c>str.isspace</c> sees it: with U+001C to U+001F, without U+200B and U+FEFF.</summary>
internal static class PythonSpace
{
    public static bool Is(char c) => c switch
    {
        >= '\t' and <= '\r' or >= '\u001c' and <= ' ' => true,
        '\u0085' or '\u00a0' or '\u1680' or >= '\u2000' and <= '\u200a' => true,
        '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' => true,
        _ => false,
    };

    public static string Trim(string text) => TrimEnd(TrimStart(text));

    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && Is(text[start]))
            start++;
        return text[start..];
    }

    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Is(text[end - 1]))
            end--;
        return text[..end];
    }

    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!Is(c))
                return false;
        }

        return true;
    }
}
