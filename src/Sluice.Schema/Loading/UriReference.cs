namespace Sluice.Schema.Loading;

/// <summary>
/// Addresses and references as RFC 3986 section 5 resolves them, by text alone: URNs and relative bases work as well as URLs,
/// and nothing is normalised but dot segments, so that an address is found under the spelling it was given.
/// </summary>
internal readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public static UriReference Parse(string text)
    {
        string? fragment = null, query = null, scheme = null, authority = null;
        if (text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash)
            (text, fragment) = (text[..hash], text[(hash + 1)..]);
        if (text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question)
            (text, query) = (text[..question], text[(question + 1)..]);
        var colon = text.AsSpan().IndexOfAny(':', '/');
        if (colon > 0 && text[colon] == ':' && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0)
            (scheme, text) = (text[..colon], text[(colon + 1)..]);
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = text.IndexOf('/', 2);
            (authority, text) = slash < 0 ? (text[2..], "") : (text[2..slash], text[slash..]);
        }

        return new UriReference(scheme, authority, text, query, fragment);
    }

    /// <summary>The address that a reference means when it stands in a document of this address.</summary>
    public UriReference Resolve(UriReference reference)
    {
        if (reference.Scheme is not null)
            return reference with { Path = WithoutDots(reference.Path) };
        if (reference.Authority is not null)
            return reference with { Scheme = Scheme, Path = WithoutDots(reference.Path) };
        if (reference.Path.Length == 0)
            return this with { Query = reference.Query ?? Query, Fragment = reference.Fragment };
        return this with { Path = WithoutDots(Merge(reference.Path)), Query = reference.Query, Fragment = reference.Fragment };
    }

    /// <summary>Without its fragment: the address of the document or resource.</summary>
    public string Address => (this with { Fragment = null }).ToString();

    public override string ToString() =>
        (Scheme is null ? "" : Scheme + ":") + (Authority is null ? "" : "//" + Authority) + Path + (Query is null ? "" : "?" + Query) + (Fragment is null ? "" : "#" + Fragment);

    static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    string Merge(string path)
    {
        if (path.StartsWith('/'))
            return path;
        return Authority is not null && Path.Length == 0 ? "/" + path : Path[..(Path.LastIndexOf('/') + 1)] + path;
    }

    static string WithoutDots(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
            return path;
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
                continue;
            }

            if (segments[i] == ".." && kept.Count > 0 && kept is not [""])
                kept.RemoveAt(kept.Count - 1);
            if (isLast)
                kept.Add("");
        }

        return string.Join('/', kept);
    }
}
