using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Client;
using Sluice.Protocol.Serving;

namespace Sluice.Engine.Serving;

/// <summary>The table of what is served where.</summary>
internal sealed class EngineEndpoints(EmbeddedEngine engine, KeyCheck key, TimeProvider time)
{
    readonly ChatEndpoint chat = new(engine, time);
    readonly CompletionEndpoint completion = new(engine, time);
    readonly TokenEndpoints tokens = new(engine);
    readonly long created = time.GetUtcNow().ToUnixTimeSeconds();

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path == "/health")
            return SendHealthAsync(http);
        if (path == "/metrics")
            return SendMetricsAsync(http);
        if (!key.Admits(http.Request))
            return HttpReplies.SendAsync(http.Response, ApiError.WrongKey());
        return (http.Request.Method, path) switch
        {
            ("POST", "/v1/chat/completions") => chat.HandleAsync(http),
            ("POST", "/v1/completions") => completion.HandleAsync(http),
            ("GET", "/v1/models") => SendModelsAsync(http),
            ("POST", "/tokenize") => tokens.TokenizeAsync(http),
            ("POST", "/detokenize") => tokens.DetokenizeAsync(http),
            (var method, "/v1/chat/completions" or "/v1/completions" or "/v1/models" or "/tokenize" or "/detokenize") => HttpReplies.SendAsync(http.Response, new ApiError($"{path} does not take {method}.") { Status = 405 }),
            _ => HttpReplies.SendAsync(http.Response, ApiError.UnknownPath(path)),
        };
    }

    async Task SendModelsAsync(HttpContext http)
    {
        http.Response.ContentType = HttpReplies.Json;
        ModelListWriter.Write(http.Response.BodyWriter, [new ServedModel(engine.ModelName) { MaxModelLength = engine.ContextLimit, SupportsVerbatim = true }], created);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    async Task SendMetricsAsync(HttpContext http)
    {
        http.Response.ContentType = MetricsText.ContentType;
        await http.Response.WriteAsync(MetricsText.Of(engine.Status, engine.ModelName)).ConfigureAwait(false);
    }

    async Task SendHealthAsync(HttpContext http)
    {
        http.Response.ContentType = HttpReplies.Json;
        var status = engine.Status;
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, "ok"u8);
            json.WriteNumber("running"u8, status.Running);
            json.WriteNumber("waiting"u8, status.Waiting);
            json.WriteNumber("kv_used"u8, status.KvUsed);
            json.WriteNumber("kv_capacity"u8, status.KvCapacity);
            json.WriteEndObject();
        }
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }
}
