namespace Sluice.Protocol.Client;

/// <summary>Finds what could never be sent to an endpoint, before the first request fails of it.</summary>
static class EndpointCheck
{
    public static void ThrowIfUnfit(ModelEndpoint endpoint)
    {
        var url = endpoint.BaseUrl;
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The base URL '{(url.IsAbsoluteUri ? Place.Of(url) : url)}' must begin with http:// or https://.", nameof(endpoint));
        if (url.UserInfo.Length > 0)
            throw new ArgumentException($"The base URL {Place.Of(url)} has a name or password in it: give a key instead.", nameof(endpoint));
        if (endpoint.Key is { } key && !IsHeaderText(key.Reveal()))
            throw new ArgumentException("The key has a character that a header cannot carry, perhaps a line break at its end.", nameof(endpoint));
        foreach (var (name, value) in endpoint.Headers ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal)))
                throw new ArgumentException($"'{name}' is no name of a header: letters, digits and hyphens are allowed.", nameof(endpoint));
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException($"The header '{name}' describes the body and is set by the client.", nameof(endpoint));
            if (!IsHeaderText(value))
                throw new ArgumentException($"The value of header '{name}' has a character that a header cannot carry.", nameof(endpoint));
        }
        RequestWriter.RefuseReserved(endpoint.ExtraBody, nameof(endpoint));
    }

    static bool IsHeaderText(string value) => value.All(letter => letter is >= ' ' and <= '~' or '\t');
}
