namespace Sluice.Schema.Validation.Formats;

/// <summary>Names and addresses of machines: RFC 1123 host names, RFC 2673 dotted quads, RFC 4291 section 2.2.</summary>
internal static class HostFormats
{
    /// <summary>Characters of the longest host name (RFC 1123 section 2.1, RFC 1035 section 2.3.4).</summary>
    public const int MaxLength = 253;

    public static bool IsHostName(ReadOnlySpan<char> text) => text.Length <= MaxLength && IsDotted(text);

    /// <summary>Labels of letters, digits and inner hyphens. Labels that begin with "xn--" are not decoded.</summary>
    public static bool IsDotted(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                    return false;
        }

        return true;
    }

    public static bool IsIpV4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.Length > 1 && part[0] == '0' || part.ContainsAnyExceptInRange('0', '9'))
                return false;
            if (int.Parse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture) > 255)
                return false;
        }

        return parts == 4;
    }

    public static bool IsIpV6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
            return Groups(text, mayEndInIpV4: true) == 8;
        var before = text[..gap];
        var after = text[(gap + 2)..];
        var first = before.IsEmpty ? 0 : Groups(before, mayEndInIpV4: false);
        var second = after.IsEmpty ? 0 : Groups(after, mayEndInIpV4: true);
        return first >= 0 && second >= 0 && first + second <= 7;
    }

    /// <summary>How many 16-bit groups stand here, -1 when something else does.</summary>
    static int Groups(ReadOnlySpan<char> text, bool mayEndInIpV4)
    {
        var groups = 0;
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (mayEndInIpV4 && range.End.GetOffset(text.Length) == text.Length && group.Contains('.'))
                return IsIpV4(group) ? groups + 2 : -1;
            if (group.Length is 0 or > 4)
                return -1;
            foreach (var c in group)
                if (!char.IsAsciiHexDigit(c))
                    return -1;
            groups++;
        }

        return groups;
    }
}
