using System.Net.Http.Headers;
using System.Text.Json;
using Sluice.Protocol.Client;

namespace Sluice.Bench.Servers;

/// <summary>What is asked of a server beside completions: tokens, metrics, its name. Every answer may be missing; a missing one is null.</summary>
public sealed class SideChannel : IDisposable
{
    /// <summary>Metrics of a busy server with many labels have some hundred kilobytes.</summary>
    const int MostBytes = 8 << 20;

    readonly HttpClient _http;
    readonly ModelEndpoint _endpoint;

    /// <param name="handler">For tests; the caller keeps it. By default one of our own.</param>
    public SideChannel(ModelEndpoint endpoint, HttpMessageHandler? handler = null)
    {
        _endpoint = endpoint;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) }, disposeHandler: handler is null)
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>The server's root is its base URL without the version at its end.</summary>
    Uri UrlOf(string path)
    {
        var text = _endpoint.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri((text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^3] : text) + path);
    }

    public async Task<string?> GetAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf(path));
        return await SendAsync(request, ct).ConfigureAwait(false);
    }

    /// <summary>Null when the path is unknown, or the answer is no JSON object.</summary>
    public async Task<JsonElement?> PostAsync(string path, Action<Utf8JsonWriter> body, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) body(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, UrlOf(path)) { Content = new ByteArrayContent(buffer.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Json(await SendAsync(request, ct).ConfigureAwait(false));
    }

    public async Task<JsonElement?> GetJsonAsync(string path, CancellationToken ct) => Json(await GetAsync(path, ct).ConfigureAwait(false));

    public void Dispose() => _http.Dispose();

    async Task<string?> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (_endpoint.Key is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        foreach (var (name, value) in _endpoint.Headers ?? new Dictionary<string, string>()) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _http.SendAsync(request, ct).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false) : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException or IOException)
        {
            return null; // a side question that is not answered leaves a figure out, which is said where the figure would stand
        }
    }

    static JsonElement? Json(string? text)
    {
        if (text is null) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
