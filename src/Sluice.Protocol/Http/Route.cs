namespace Sluice.Protocol.Http;

/// <summary>One address that is asked again and again, and what is made of it once.</summary>
sealed class Route(Uri url)
{
    public Uri Url => url;

    /// <summary>As failures name it.</summary>
    public string Place { get; } = Client.Place.Of(url);

    /// <summary>The head of a request to it, where a transport writes that itself.</summary>
    public byte[]? Head { get; set; }
}
