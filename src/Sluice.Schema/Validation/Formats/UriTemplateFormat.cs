namespace Sluice.Schema.Validation.Formats;

/// <summary>RFC 6570 section 2.</summary>
internal static class UriTemplateFormat
{
    public static bool IsTemplate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '{')
            {
                var end = text.IndexOf('}');
                if (end < 0 || !IsExpression(text[1..end]))
                    return false;
                text = text[(end + 1)..];
                continue;
            }

            var length = LiteralLength(text);
            if (length == 0)
                return false;
            text = text[length..];
        }

        return true;
    }

    static int LiteralLength(ReadOnlySpan<char> text) => text[0] switch
    {
        '%' => EscapeLength(text),
        <= ' ' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}' or (>= '\x7F' and <= '\x9F') => 0,
        _ => 1,
    };

    static bool IsExpression(ReadOnlySpan<char> text)
    {
        if (text is ['+' or '#' or '.' or '/' or ';' or '?' or '&' or '=' or ',' or '!' or '@' or '|', ..])
            text = text[1..];
        foreach (var range in text.Split(','))
            if (!IsVariable(text[range]))
                return false;
        return true;
    }

    static bool IsVariable(ReadOnlySpan<char> text)
    {
        if (text is [.., '*'])
            return IsName(text[..^1]);
        var colon = text.IndexOf(':');
        if (colon < 0)
            return IsName(text);
        var length = text[(colon + 1)..];
        return IsName(text[..colon]) && length.Length is >= 1 and <= 4 && length[0] != '0' && !length.ContainsAnyExceptInRange('0', '9');
    }

    static bool IsName(ReadOnlySpan<char> text)
    {
        var afterDot = true;
        while (!text.IsEmpty)
        {
            var length = text[0] == '%' ? EscapeLength(text) : char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_' || text[0] == '.' && !afterDot ? 1 : 0;
            if (length == 0)
                return false;
            afterDot = text[0] == '.';
            text = text[length..];
        }

        return !afterDot;
    }

    static int EscapeLength(ReadOnlySpan<char> text) => text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]) ? 3 : 0;
}
