namespace Sluice.Protocol.Client;

/// <summary>How failures name an address.</summary>
static class Place
{
    /// <summary>Scheme, host, port and path; a name and password or a query, which may hold a key, are left out.</summary>
    public static string Of(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
