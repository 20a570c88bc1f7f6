using System.Net.Http.Headers;

namespace Sluice.Protocol.Http;

/// <summary>By the runtime's HTTP stack: TLS, or whatever a handler does.</summary>
/// <param name="http">Disposed by its owner.</param>
sealed class MessageTransport(HttpMessageInvoker http, Action<HttpRequestHeaders> addHeaders) : Transport
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    public override RequestBodies Bodies { get; } = new(headRoom: 0);

    public override async Task<HttpResponseMessage> PostAsync(Route route, RequestBody body, CancellationToken ct)
    {
        using var sent = body;
        using var message = new HttpRequestMessage(HttpMethod.Post, route.Url) { Content = new ReadOnlyMemoryContent(body.Written) };
        message.Content.Headers.ContentType = Json;
        addHeaders(message.Headers);
        return await http.SendAsync(message, ct).ConfigureAwait(false);
    }

    public override void Dispose()
    {
    }
}
