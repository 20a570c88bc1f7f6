using System.Net;
using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>One question for the number of tokens of a text.</summary>
sealed class TokenizeExchange(StreamTimeouts limits, TimeProvider time, CancellationToken caller) : IDisposable
{
    readonly Deadline deadline = new(limits, Http.Route.Patience, time, caller);
    readonly BoundedBody body = new();

    /// <summary>Null when the server does not count, for whatever reason: no answer hangs on it.</summary>
    public async Task<int?> RunAsync(HttpMessageInvoker http, HttpRequestMessage request)
    {
        try
        {
            using var response = await http.SendAsync(request, deadline.Token).ConfigureAwait(false);
            await body.ReadAsync(response.Content, BoundedBody.MaxWhole, deadline.Token).ConfigureAwait(false);
            return response.StatusCode is HttpStatusCode.OK && !body.Cut ? Count() : null;
        }
        catch (Exception exception) when (TransportFailures.IsExpected(exception) || exception is JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        deadline.Dispose();
        body.Dispose();
    }

    /// <summary><c>count</c> as vLLM tells it, else the length of <c>tokens</c>. None at all means that the server did not find the text.</summary>
    int? Count()
    {
        using var document = JsonDocument.Parse(body.Bytes.ToArray());
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            return null;
        var count = document.RootElement.TryGetProperty("count"u8, out var told) && told.ValueKind is JsonValueKind.Number && told.TryGetInt32(out var number) ? number
            : document.RootElement.TryGetProperty("tokens"u8, out var tokens) && tokens.ValueKind is JsonValueKind.Array ? tokens.GetArrayLength()
            : 0;
        return count > 0 ? count : null;
    }
}
