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
        if (path == Models && http.Request.Method == "GET")
            return SendModelsAsync(http);
        if (path == "/props" && http.Request.Method == "GET" && routes.Slots is { } slots)
            return SendPropsAsync(http, slots);
        if (routes.Find(path) is { } answer && http.Request.Method == "POST")
            return answer(http);
        if (path == Models || routes.Find(path) is not null)
            return JsonReplies.SendAsync(http.Response, new ApiError($"{path} does not take {http.Request.Method}.") { Status = StatusCodes.Status405MethodNotAllowed });
        return JsonReplies.SendAsync(http.Response, routes.WhyNot(path) is { } reason ? new ApiError(reason) { Param = "model", Code = "unsupported_model" } : ApiError.UnknownPath(path));
    }

    async Task SendModelsAsync(HttpContext http)
    {
        http.Response.ContentType = JsonReplies.Json;
        ModelListWriter.Write(http.Response.BodyWriter, [routes.Model], created);
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
