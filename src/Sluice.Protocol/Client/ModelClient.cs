using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Http;

namespace Sluice.Protocol.Client;

/// <summary>
/// Asks one OpenAI-compatible server. Whatever a server or a network does comes back as a value in the <see cref="Reply"/>,
/// cancellation included; exceptions mean a bug or a wrong configuration. Safe for any number of requests at once.
/// </summary>
public sealed class ModelClient : IDisposable
{
    static readonly TimeSpan ListingLimit = TimeSpan.FromSeconds(30);

    readonly ModelEndpoint endpoint;
    readonly TimeProvider time;
    readonly HttpMessageInvoker http;
    readonly Transport transport;
    readonly ConcurrentDictionary<string, Route> routes = new(StringComparer.Ordinal);
    volatile bool usageRefused; // the server does not take stream_options: learnt once, then left out

    /// <param name="endpoint">Checked here: throws <see cref="ArgumentException"/> for an address, header or body field that cannot be sent.</param>
    /// <param name="handler">For tests; the caller keeps and disposes it. By default one of our own, see <see cref="ModelHttp"/>.</param>
    /// <param name="time">The clock of time limits and timings; by default the system's.</param>
    public ModelClient(ModelEndpoint endpoint, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        EndpointCheck.ThrowIfUnfit(endpoint);
        this.endpoint = endpoint;
        this.time = time ?? TimeProvider.System;
        http = handler is null ? new(ModelHttp.CreateHandler(endpoint)) : new(handler, disposeHandler: false);
        transport = handler is null && PlainTransport.Serves(endpoint) ? new PlainTransport(endpoint, this.time) : new MessageTransport(http, AddHeaders);
    }

    /// <summary>Whether the server refused <c>stream_options</c>, so that it is no longer sent.</summary>
    public bool UsageRefused => usageRefused;

    /// <summary>Connections that were opened so far; null where the runtime's HTTP stack has them.</summary>
    internal int? ConnectionsOpened => (transport as PlainTransport)?.Opened;

    /// <summary>Asks <c>/chat/completions</c>.</summary>
    public Task<Reply> ChatAsync(ChatRequest request, ChunkObserver? observer = null, CancellationToken ct = default) =>
        AskAsync("/chat/completions", request, observer, endpoint.Timeouts, ct);

    /// <summary>Asks <c>/chat/completions</c> under other time limits than the endpoint's; that of connecting is the endpoint's.</summary>
    public Task<Reply> ChatAsync(ChatRequest request, ChunkObserver? observer, StreamTimeouts limits, CancellationToken ct) =>
        AskAsync("/chat/completions", request, observer, limits, ct);

    /// <summary>Asks <c>/completions</c>.</summary>
    public Task<Reply> CompleteAsync(CompletionRequest request, ChunkObserver? observer = null, CancellationToken ct = default) =>
        AskAsync("/completions", request, observer, endpoint.Timeouts, ct);

    /// <summary>Sends a body as it stands and keeps the whole of the answer's. It must not ask for a stream.</summary>
    /// <param name="path">Below the base URL: <c>/chat/completions</c>, <c>/completions</c> or <c>/embeddings</c>.</param>
    public async Task<Reply> SendAsync(string path, ReadOnlyMemory<byte> body, CancellationToken ct = default)
    {
        using var exchange = new Exchange(endpoint.Timeouts, RouteTo(path), time, null, ct) { KeepsWhole = true, WantsEmbeddings = path == "/embeddings" };
        var sent = transport.Bodies.Take();
        BuffersExtensions.Write(sent, body.Span);
        return await exchange.RunAsync(transport, sent, streamAsked: false).ConfigureAwait(false);
    }

    /// <summary>Asks <c>/models</c>, for at most half a minute.</summary>
    public async Task<ModelListing> ListModelsAsync(CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf("/models"));
        AddHeaders(request.Headers);
        var limits = endpoint.Timeouts with { FirstToken = ListingLimit, Total = ListingLimit };
        using var exchange = new ListingExchange(limits, request.RequestUri!, time, ct);
        return await exchange.RunAsync(http, request).ConfigureAwait(false);
    }

    /// <summary>What <see cref="ChatAsync(ChatRequest, ChunkObserver?, CancellationToken)"/> would send, byte for byte.</summary>
    public ReadOnlyMemory<byte> BodyOf(ChatRequest request)
    {
        using var body = transport.Bodies.Take();
        RequestWriter.Write(request, endpoint.ExtraBody, includeUsage: request is { Stream: true, IncludeUsage: true } && !usageRefused, body);
        return body.Written.ToArray();
    }

    /// <summary>Has so many connections open before they are needed, where that takes no question (over plain HTTP); it must not be much before.</summary>
    public Task OpenConnectionsAsync(int count, CancellationToken ct = default) => transport.OpenAsync(count, ct);

    /// <summary>The prompt's length in tokens by the server's <c>/tokenize</c>, for at most half a minute; null when it does not count.</summary>
    public async Task<int?> CountTokensAsync(ChatRequest request, CancellationToken ct = default) =>
        await TokenizeAsync(TokenizeWriter.OfMessages(request), ct).ConfigureAwait(false) ?? await TokenizeAsync(TokenizeWriter.OfText(request), ct).ConfigureAwait(false);

    public void Dispose()
    {
        transport.Dispose();
        http.Dispose();
    }

    async Task<int?> TokenizeAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        // Beside the version, not below it: http://spark-a:8000/tokenize.
        var root = endpoint.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var url = new Uri((root.EndsWith("/v1", StringComparison.Ordinal) ? root[..^3] : root) + "/tokenize" + endpoint.BaseUrl.Query);
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        message.Content.Headers.ContentType = new("application/json");
        AddHeaders(message.Headers);
        using var exchange = new TokenizeExchange(endpoint.Timeouts with { FirstToken = ListingLimit, Total = ListingLimit }, time, ct);
        return await exchange.RunAsync(http, message).ConfigureAwait(false);
    }

    async Task<Reply> AskAsync(string path, SamplingRequest request, ChunkObserver? observer, StreamTimeouts limits, CancellationToken ct)
    {
        RequestWriter.RefuseReserved(request.Extra, nameof(request));
        var withUsage = request is { Stream: true, IncludeUsage: true } && !usageRefused;
        var reply = await SendAsync(path, request, withUsage, observer, limits, ct).ConfigureAwait(false);
        if (!withUsage || !RefusesUsage(reply))
            return reply;
        usageRefused = true;
        return await SendAsync(path, request, withUsage: false, observer, limits, ct).ConfigureAwait(false);
    }

    async Task<Reply> SendAsync(string path, SamplingRequest request, bool withUsage, ChunkObserver? observer, StreamTimeouts limits, CancellationToken ct)
    {
        var body = transport.Bodies.Take();
        RequestWriter.Write(request, endpoint.ExtraBody, withUsage, body);
        using var exchange = new Exchange(limits, RouteTo(path), time, observer, ct);
        return await exchange.RunAsync(transport, body, request.Stream).ConfigureAwait(false);
    }

    Route RouteTo(string path) => routes.TryGetValue(path, out var known) ? known : routes.GetOrAdd(path, new Route(UrlOf(path)));

    /// <summary>Some servers know no <c>stream_options</c> and refuse the whole request for it; the answer is worth more than the count.</summary>
    static bool RefusesUsage(Reply reply) =>
        reply.Failure is { Reason: FailureReason.Request, HttpStatus: 400 or 422 }
        && reply.RawBody is { } body
        && (body.Contains("stream_options", StringComparison.Ordinal) || body.Contains("include_usage", StringComparison.Ordinal));

    Uri UrlOf(string path) => new(endpoint.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') + path + endpoint.BaseUrl.Query);

    void AddHeaders(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("User-Agent", "sluice");
        if (endpoint.Key is { } key)
            headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Reveal());
        foreach (var (name, value) in endpoint.Headers ?? new Dictionary<string, string>())
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
