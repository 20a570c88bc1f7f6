using System.Text;
using Sluice.Protocol.Client;

namespace Sluice.Protocol.Http;

/// <summary>
/// HTTP/1.1 without encryption straight on sockets. The runtime's stack costs some 4 kB a request and 20 kB a connection, and a stream's time is
/// stamped behind three of its layers; that is most of what our client would add to what it measures.
/// </summary>
sealed class PlainTransport : Transport
{
    /// <summary>Headers that change how a body is framed or when it is sent, which is the runtime's stack's to do.</summary>
    static readonly string[] NotOurs = ["Connection", "Expect", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    readonly ModelEndpoint endpoint;
    readonly PlainHost host;

    public PlainTransport(ModelEndpoint endpoint, TimeProvider time)
    {
        this.endpoint = endpoint;
        host = new PlainHost(endpoint.BaseUrl, endpoint.MaxConnections, endpoint.Timeouts.Connect, time);
        Bodies = new RequestBodies(HeadOf(endpoint.BaseUrl).Length + PathRoom);
    }

    /// <summary>Bytes that a path below the base URL and the digits of a length may have.</summary>
    const int PathRoom = 128;

    public override RequestBodies Bodies { get; }

    /// <summary>Connections that were opened so far.</summary>
    public int Opened => host.Opened;

    public static bool Serves(ModelEndpoint endpoint) =>
        endpoint.BaseUrl.Scheme == Uri.UriSchemeHttp && !(endpoint.Headers?.Keys.Any(name => NotOurs.Contains(name, StringComparer.OrdinalIgnoreCase)) ?? false);

    public override async Task<HttpResponseMessage> PostAsync(Route route, RequestBody body, CancellationToken ct)
    {
        PlainConnection connection;
        try
        {
            connection = await host.TakeAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            body.Dispose();
            throw;
        }
        return await connection.AskAsync(body, route.Head ??= HeadOf(route.Url), ct).ConfigureAwait(false);
    }

    public override Task OpenAsync(int connections, CancellationToken ct) => host.OpenAsync(connections, ct);

    public override void Dispose() => host.Dispose();

    byte[] HeadOf(Uri url)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = (url.HostNameType is UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost) + (url.IsDefaultPort ? "" : FormattableString.Invariant($":{url.Port}")),
            ["User-Agent"] = "sluice",
        };
        if (endpoint.Key is { } key)
            headers["Authorization"] = "Bearer " + key.Reveal();
        foreach (var (name, value) in endpoint.Headers ?? new Dictionary<string, string>())
            headers[name] = value;
        var text = new StringBuilder($"POST {url.PathAndQuery} HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.Latin1.GetBytes(text.Append("Content-Type: application/json\r\nContent-Length: ").ToString());
    }
}
