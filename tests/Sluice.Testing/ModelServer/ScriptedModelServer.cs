using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Sluice.Testing.ModelServer;

/// <summary>
/// An OpenAI-compatible server on a free loopback port that says what the test tells it to, misbehaves on command,
/// and keeps its own ledger of calls. For tests that choose the bytes of each answer; faults, load and timing are the twin's
/// (<c>Sluice.Twin.Serving.TwinServer</c>). It lives in the test's process; clients may be other processes.
/// </summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string? key;

    ScriptedModelServer(WebApplication app, string? key)
    {
        this.app = app;
        this.key = key;
    }

    /// <summary>Ends in <c>/v1</c>.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>What is answered to a call; called once per call, in order of arrival.</summary>
    public Func<LedgerEntry, ScriptedAnswer> Script { get; set; } = _ => ScriptedAnswer.Says("ok");

    /// <summary>The models that <c>/v1/models</c> lists; any other name gets a 404.</summary>
    public IReadOnlyList<string> Models { get; set; } = ["scripted"];

    /// <summary>Further fields of each entry of <c>/v1/models</c>, as JSON members, for example <c>"max_model_len":4096</c>.</summary>
    public string? ModelFields { get; set; }

    public CallLedger Ledger { get; } = new();

    /// <param name="script">See <see cref="Script"/>.</param>
    /// <param name="key">When given, every call must carry it as a bearer token.</param>
    public static async Task<ScriptedModelServer> StartAsync(Func<LedgerEntry, ScriptedAnswer>? script = null, string? key = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        var server = new ScriptedModelServer(builder.Build(), key);
        if (script is not null) server.Script = script;
        server.app.Run(server.ServeAsync);
        await server.app.StartAsync();
        server.BaseUrl = new Uri(server.app.Urls.First() + "/v1");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(0);
        try
        {
            await app.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // Held streams are cut: that is what disposing a server with open calls means.
        }

        await app.DisposeAsync();
    }

    async Task ServeAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.FirstOrDefault();
        if (key is not null && authorization != "Bearer " + key)
        {
            await SendErrorAsync(context, ScriptedAnswer.Error(401, "Incorrect API key provided", "invalid_api_key"));
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/v1/models":
                await ListModelsAsync(context);
                break;
            case "/v1/chat/completions" or "/v1/completions" when HttpMethods.IsPost(context.Request.Method):
                await AnswerAsync(context, authorization);
                break;
            default:
                await SendErrorAsync(context, ScriptedAnswer.Error(404, "no such path: " + context.Request.Path));
                break;
        }
    }

    Task ListModelsAsync(HttpContext context)
    {
        var fields = ModelFields is null ? "" : "," + ModelFields;
        var entries = Models.Select(model => $$"""{"id":{{JsonSerializer.Serialize(model)}},"object":"model"{{fields}}}""");
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"object":"list","data":[{{string.Join(',', entries)}}]}""");
    }

    async Task AnswerAsync(HttpContext context, string? authorization)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var entry = Ledger.Open(context.Request.Path.Value!, body.RootElement.Clone(), authorization);
        var end = CallEnd.ClientGone;
        try
        {
            var model = entry.Body.GetProperty("model").GetString();
            var answer = Models.Contains(model)
                ? Script(entry)
                : ScriptedAnswer.Error(404, $"The model `{model}` does not exist.", "model_not_found", "model");
            end = await new ScriptedReply(context, entry, answer).SendAsync();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            end = CallEnd.ClientGone;
        }
        finally
        {
            Ledger.Close(entry, end);
        }
    }

    internal static async Task SendErrorAsync(HttpContext context, ScriptedAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is not null) context.Response.Headers.RetryAfter = answer.RetryAfter;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ErrorBody ?? "", context.RequestAborted);
    }
}
