using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Sluice.Serving;

namespace Sluice.Engine.Serving;

/// <summary>An embedded model behind the OpenAI protocol, on a port of the loopback address.</summary>
public sealed class EngineServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly ModelRoutes routes;
    bool disposed;

    EngineServer(WebApplication app, ModelRoutes routes, Uri baseUrl)
    {
        this.app = app;
        this.routes = routes;
        BaseUrl = baseUrl;
        Completion = app.WaitForShutdownAsync();
    }

    /// <summary>What clients are given: http://127.0.0.1:PORT/v1.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The one model served: the file's name without ".gguf".</summary>
    public string ModelName => routes.Model.Id;

    /// <summary>The longest a prompt and its answer, or a text that becomes a vector, may be, in tokens.</summary>
    public int? LongestRequest => routes.Model.MaxModelLength;

    /// <summary>Whether it turns texts into vectors instead of writing.</summary>
    public bool GivesVectors => routes is EmbeddingRoutes;

    /// <summary>Ends when the server has stopped.</summary>
    public Task Completion { get; }

    /// <summary>Loads the model and listens. An <see cref="EngineException"/> says what is wrong with the file, the options or the port.</summary>
    public static async Task<EngineServer> StartAsync(EngineOptions options, EngineServerOptions server, CancellationToken ct)
    {
        var routes = await Task.Run(() => ModelRoutes.Load(options, TimeProvider.System), ct).ConfigureAwait(false);
        var app = LoopbackServer.Build(server.Port, new EngineEndpoints(routes, new KeyCheck(server.Key), TimeProvider.System).HandleAsync);
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            return new EngineServer(app, routes, new Uri(app.Urls.Single() + "/v1"));
        }
        catch (Exception problem)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            await routes.DisposeAsync().ConfigureAwait(false);
            if (problem is IOException or SocketException)
                throw new EngineException($"Port {server.Port} on 127.0.0.1 cannot be listened on: {problem.Message}", problem);
            throw;
        }
    }

    /// <summary>Stops listening and ends what runs; clients see their streams break off, not end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        // First the answers end as cancelled, so that the requests in flight do not hold up the stop; the model goes last.
        routes.StopAnswers();
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        await routes.DisposeAsync().ConfigureAwait(false);
    }
}
