using System.Buffers;

namespace Sluice.Schema.Validation.Formats;

/// <summary>RFC 5321 "Mailbox", and RFC 6531's extension of it to international characters.</summary>
internal static class EmailFormat
{
    static readonly SearchValues<char> AtomCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    public static bool IsMailbox(ReadOnlySpan<char> text, bool international)
    {
        var at = text is ['"', ..] ? QuotedEnd(text, international) : text.IndexOf('@');
        return at > 0 && at < text.Length && text[at] == '@'
            && (text[0] == '"' || IsDotted(text[..at], international))
            && IsDomain(text[(at + 1)..], international);
    }

    static bool IsDotted(ReadOnlySpan<char> local, bool international)
    {
        foreach (var range in local.Split('.'))
        {
            var atom = local[range];
            if (atom.IsEmpty)
                return false;
            foreach (var c in atom)
                if (!AtomCharacters.Contains(c) && !(international && c > 127))
                    return false;
        }

        return true;
    }

    /// <summary>The index behind the closing quote, -1 when there is none.</summary>
    static int QuotedEnd(ReadOnlySpan<char> text, bool international)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i + 1;
            if (text[i] == '\\')
                i++;
            if (i < text.Length && text[i] is (< ' ' or > '~') && !(international && text[i] > 127))
                return -1;
        }

        return -1;
    }

    /// <summary>The grammar sets no bound to the domain as a whole; those of transport are not checked.</summary>
    static bool IsDomain(ReadOnlySpan<char> domain, bool international)
    {
        if (domain is ['[', .. var literal, ']'])
            return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? HostFormats.IsIpV6(literal[5..]) : HostFormats.IsIpV4(literal);
        if (!international)
            return HostFormats.IsDotted(domain);
        // Without the tables of IDNA every character beyond ASCII may stand in a label.
        Span<char> ascii = domain.Length <= 256 ? stackalloc char[domain.Length] : new char[domain.Length];
        for (var i = 0; i < domain.Length; i++)
            ascii[i] = domain[i] > 127 ? 'x' : domain[i];
        return HostFormats.IsDotted(ascii);
    }
}
