using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sluice.Protocol.Serving;
using Sluice.Serving;

namespace Sluice.Engine.Serving;

/// <summary>What is served whichever model it is, and who may ask.</summary>
internal sealed class EngineEndpoints(ModelRoutes routes, KeyCheck key, TimeProvider time)
{
    const string Models = "/v1/models";

    readonly long created = time.GetUtcNow().ToUnixTimeSeconds();

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path == "/health")
            return SendHealthAsync(http);
        if (path == "/metrics")
            return SendMetricsAsync(http);
        if (!key.Admits(http.Request))
            return JsonReplies.SendAsync(http.Response, ApiError.WrongKey());
        var (reads, answer) = (ReaderOf(path), routes.Find(path));
        if (reads is not null && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
            return reads(http);
        if (answer is not null && HttpMethods.IsPost(http.Request.Method))
            return answer(http);
        if (reads is not null || answer is not null)
        {
            http.Response.Headers.Allow = reads is not null ? "GET, HEAD" : "POST";
            return JsonReplies.SendAsync(http.Response, new ApiError($"{path} does not take {http.Request.Method}, but {http.Response.Headers.Allow}.") { Status = StatusCodes.Status405MethodNotAllowed });
        }
        return JsonReplies.SendAsync(http.Response, routes.WhyNot(path) is { } reason ? new ApiError(reason) { Param = "model", Code = "unsupported_model" } : ApiError.UnknownPath(path));
    }

    // What answers a GET.
    Func<HttpContext, Task>? ReaderOf(string path) => path switch
    {
        Models => SendModelsAsync,
        _ when path.StartsWith(Models + "/", StringComparison.Ordinal) => http => SendModelAsync(http, path[(Models.Length + 1)..]),
        "/props" when routes.Slots is { } slots => http => SendPropsAsync(http, slots),
        _ => null,
    };

    async Task SendModelsAsync(HttpContext http)
    {
        http.Response.ContentType = JsonReplies.Json;
        ModelListWriter.Write(http.Response.BodyWriter, [routes.Model], created);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    async Task SendModelAsync(HttpContext http, string name)
    {
        if (name != routes.Model.Id)
        {
            await JsonReplies.SendAsync(http.Response, ApiError.UnknownModel(name, [routes.Model.Id])).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = JsonReplies.Json;
        ModelListWriter.Write(http.Response.BodyWriter, routes.Model, created);
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>As llama.cpp has it, whose name for it is asked for by clients that choose how much to send.</summary>
    static async Task SendPropsAsync(HttpContext http, int slots)
    {
        http.Response.ContentType = JsonReplies.Json;
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteNumber("total_slots"u8, slots);
            json.WriteEndObject();
        }
        await http.Response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    async Task SendMetricsAsync(HttpContext http)
    {
        http.Response.ContentType = MetricsText.ContentType;
        await http.Response.WriteAsync(MetricsText.Of(routes.Status, routes.Model.Id)).ConfigureAwait(false);
    }

    async Task SendHealthAsync(HttpContext http)
    {
        http.Response.ContentType = JsonReplies.Json;
        var status = routes.Status;
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
