namespace Sluice.Protocol.Client;

/// <summary>The HTTP connections of a <see cref="ModelClient"/>: plain HTTP/1.1 keep-alive, and nothing done behind our back.</summary>
static class ModelHttp
{
    public static SocketsHttpHandler CreateHandler(ModelEndpoint endpoint) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = endpoint.MaxConnections,
        ConnectTimeout = endpoint.Timeouts.Connect,

        // uvicorn, under vLLM and SGLang, closes a connection after 5 s of silence; one reused at that moment is reset.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),

        // Long enough to see a new address of a name, since a connection that is never idle is never closed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(15),

        // A stream that we cut would go on for long: its connection closes after this, which tells the server to stop.
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        MaxResponseDrainSize = 64 << 10,
    };
}
