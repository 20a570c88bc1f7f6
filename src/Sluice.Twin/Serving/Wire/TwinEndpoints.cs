using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Client;
using Sluice.Protocol.Serving;
using Sluice.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Wire;

/// <summary>The table of what is served where.</summary>
sealed class TwinEndpoints(KeyCheck key, LiveModel model, IReadOnlyList<ServedModel> served, int vocabulary, AnswerEndpoint answers, CallLedger ledger, Outage outage, Lateness lateness, TimeProvider time)
{
    readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path is not ("/health" or "/metrics") && !key.Admits(http.Request)) return JsonReplies.SendAsync(http.Response, ApiError.WrongKey());
        return (http.Request.Method, path) switch
        {
            ("POST", "/v1/chat/completions") => answers.HandleAsync(http, chat: true),
            ("POST", "/v1/completions") => answers.HandleAsync(http, chat: false),
            ("GET", "/twin/ledger") => WriteAsync(http, JsonReplies.Json, output => LedgerJson.Write(ledger, output)),
            _ when outage.IsNow => AbortAsync(http),
            ("GET", "/v1/models") => WriteAsync(http, JsonReplies.Json, output => ModelListWriter.Write(output, served, _created)),
            ("GET", "/health") => WriteAsync(http, JsonReplies.Json, WriteHealth),
            ("GET", "/metrics") => SendMetricsAsync(http),
            ("POST", "/tokenize") => TokenizeAsync(http),
            (var method, "/v1/chat/completions" or "/v1/completions" or "/v1/models" or "/health" or "/metrics" or "/tokenize" or "/twin/ledger") =>
                JsonReplies.SendAsync(http.Response, new ApiError($"{path} does not take {method}.") { Status = StatusCodes.Status405MethodNotAllowed }),
            _ => JsonReplies.SendAsync(http.Response, ApiError.UnknownPath(path)),
        };
    }

    async Task TokenizeAsync(HttpContext http)
    {
        var (body, error) = await RequestBodies.ReadAsync(http.Request).ConfigureAwait(false);
        if (error is null && Text(body, out error) is { } text)
        {
            await WriteAsync(http, JsonReplies.Json, output =>
            {
                using var json = new Utf8JsonWriter(output);
                var tokens = TextPieces.Ids(text, vocabulary).ToArray();
                json.WriteStartObject();
                json.WriteNumber("count"u8, tokens.Length);
                if (served[0].MaxModelLength is { } length) json.WriteNumber("max_model_len"u8, length);
                json.WriteStartArray("tokens"u8);
                foreach (var token in tokens) json.WriteNumberValue(token);
                json.WriteEndArray();
                json.WriteEndObject();
            }).ConfigureAwait(false);
            return;
        }

        await JsonReplies.SendAsync(http.Response, error!).ConfigureAwait(false);
    }

    static string? Text(ReadOnlyMemory<byte> body, out ApiError? error)
    {
        if (!TokenizeRequest.HasMessages(body)) return TokenizeRequest.TryRead(body, out var request, out error) ? request.Text : null;
        return ChatRequestReader.TryRead(body, out var chat, out error) ? string.Join('\n', chat.Messages.Select(message => message.Content)) : null;
    }

    void WriteHealth(System.Buffers.IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("status"u8, "ok"u8);
        json.WriteNumber("running"u8, model.Status.Sum(status => status.Running));
        json.WriteNumber("waiting"u8, model.Status.Sum(status => status.Waiting));
        json.WriteEndObject();
    }

    Task SendMetricsAsync(HttpContext http)
    {
        http.Response.ContentType = MetricsText.ContentType;
        return http.Response.WriteAsync(MetricsText.Of(model.Status, served[0].Id, ledger, lateness));
    }

    static async Task WriteAsync(HttpContext http, string type, Action<System.Buffers.IBufferWriter<byte>> body)
    {
        http.Response.ContentType = type;
        body(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    static Task AbortAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }
}
