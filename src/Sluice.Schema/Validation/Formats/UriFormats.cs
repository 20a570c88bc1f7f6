using System.Buffers;

namespace Sluice.Schema.Validation.Formats;

/// <summary>RFC 3986 URIs and references, and RFC 3987's with international characters.</summary>
internal static class UriFormats
{
    const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const string UnreservedAndSubDelimiters = Letters + "-._~!$&'()*+,;=";

    static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(Letters + "+-.");
    static readonly SearchValues<char> HostCharacters = SearchValues.Create(UnreservedAndSubDelimiters);
    static readonly SearchValues<char> UserCharacters = SearchValues.Create(UnreservedAndSubDelimiters + ":");
    static readonly SearchValues<char> PathCharacters = SearchValues.Create(UnreservedAndSubDelimiters + ":@/");
    static readonly SearchValues<char> QueryCharacters = SearchValues.Create(UnreservedAndSubDelimiters + ":@/?");

    public static bool IsReference(ReadOnlySpan<char> text, bool needsScheme, bool international)
    {
        if (text.IndexOf('#') is >= 0 and var hash)
        {
            if (!IsMadeOf(text[(hash + 1)..], QueryCharacters, international))
                return false;
            text = text[..hash];
        }

        if (text.IndexOf('?') is >= 0 and var question)
        {
            if (!IsMadeOf(text[(question + 1)..], QueryCharacters, international))
                return false;
            text = text[..question];
        }

        var colon = text.IndexOfAny(':', '/');
        var hasScheme = colon >= 0 && text[colon] == ':';
        if (hasScheme && !IsScheme(text[..colon]))
            return false; // the first segment of a relative path has no colon
        if (needsScheme && !hasScheme)
            return false;
        return IsHierarchy(hasScheme ? text[(colon + 1)..] : text, international);
    }

    /// <summary>Letters and digits, beginning with a letter.</summary>
    static bool IsScheme(ReadOnlySpan<char> text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(SchemeCharacters);

    static bool IsHierarchy(ReadOnlySpan<char> text, bool international)
    {
        if (!text.StartsWith("//"))
            return IsMadeOf(text, PathCharacters, international);
        text = text[2..];
        var slash = text.IndexOf('/');
        var authority = slash < 0 ? text : text[..slash];
        return IsAuthority(authority, international) && (slash < 0 || IsMadeOf(text[slash..], PathCharacters, international));
    }

    static bool IsAuthority(ReadOnlySpan<char> text, bool international)
    {
        if (text.LastIndexOf('@') is >= 0 and var at)
        {
            if (!IsMadeOf(text[..at], UserCharacters, international))
                return false;
            text = text[(at + 1)..];
        }

        var end = text is ['[', ..] ? text.IndexOf(']') + 1 : text.IndexOf(':') is >= 0 and var colon ? colon : text.Length;
        var host = text[..end];
        var port = text[end..];
        if (port is not [] && (port[0] != ':' || port[1..].ContainsAnyExceptInRange('0', '9')))
            return false;
        return host is ['[', .. var literal, ']'] ? IsLiteral(literal) : !text.StartsWith("[") && IsMadeOf(host, HostCharacters, international);
    }

    /// <summary>What may stand in brackets: an IPv6 address, or "v1." and an address of the future.</summary>
    static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text is not ['v' or 'V', ..])
            return HostFormats.IsIpV6(text);
        var dot = text.IndexOf('.');
        if (dot < 2 || dot == text.Length - 1)
            return false;
        foreach (var c in text[1..dot])
            if (!char.IsAsciiHexDigit(c))
                return false;
        return !text[(dot + 1)..].ContainsAnyExcept(UserCharacters);
    }

    static bool IsMadeOf(ReadOnlySpan<char> text, SearchValues<char> allowed, bool international)
    {
        while (text.IndexOfAnyExcept(allowed) is >= 0 and var at)
        {
            var length = text[at] == '%' ? EscapeLength(text[at..]) : international && text[at] > 0x9F ? 1 : 0;
            if (length == 0)
                return false;
            text = text[(at + length)..];
        }

        return true;
    }

    static int EscapeLength(ReadOnlySpan<char> text) => text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]) ? 3 : 0;
}
