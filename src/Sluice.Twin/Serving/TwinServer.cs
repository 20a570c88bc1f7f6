using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Sluice.Bench.Clocks;
using Sluice.Protocol.Client;
using Sluice.Serving;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Live;
using Sluice.Twin.Serving.Texts;
using Sluice.Twin.Serving.Wire;

namespace Sluice.Twin.Serving;

/// <summary>
/// A scenario as an OpenAI-compatible server on the loopback address: the simulation's own scheduler in real time, with made-up text.
/// For demos, load tools and tests; a program may choose each answer (<see cref="TwinServerOptions.Plan"/>).
/// </summary>
public sealed class TwinServer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly LiveModel _model;
    readonly FineTime? _fine; // its own
    bool _disposed;

    TwinServer(WebApplication app, LiveModel model, FineTime? fine, CallLedger ledger, string name)
    {
        (_app, _model, _fine, Ledger, ModelName) = (app, model, fine, ledger, name);
        BaseUrl = new Uri(app.Urls.Single() + "/v1");
        Completion = app.WaitForShutdownAsync();
    }

    /// <summary>What clients are given: http://127.0.0.1:PORT/v1.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The first name that clients can ask for.</summary>
    public string ModelName { get; }

    /// <summary>Every call that asked for an answer.</summary>
    public CallLedger Ledger { get; }

    /// <summary>Ends when the server has stopped.</summary>
    public Task Completion { get; }

    /// <param name="time">The clock of steps and faults; by default the system's, with finer timers: a step of some models is shorter than those are late.</param>
    /// <exception cref="TwinServerException">The port cannot be listened on.</exception>
    public static async Task<TwinServer> StartAsync(Scenario scenario, TwinServerOptions options, TimeProvider? time = null, CancellationToken ct = default)
    {
        if (options.Speed is not (>= 1 and <= TwinServerOptions.MaxSpeed))
            throw new ArgumentException($"speed is {options.Speed}; allowed: 1 to {TwinServerOptions.MaxSpeed}");
        var fine = time is null || time == TimeProvider.System ? new FineTime() : null;
        var clock = fine ?? time!;
        var model = LiveModel.Of(scenario, options, clock);
        var ledger = new CallLedger();
        var app = Build(scenario, options, model, ledger, clock);
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
            return new TwinServer(app, model, fine, ledger, Names(scenario, options)[0]);
        }
        catch (Exception problem)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            await model.DisposeAsync().ConfigureAwait(false);
            fine?.Dispose();
            if (problem is IOException or SocketException) throw new TwinServerException($"port {options.Port} on 127.0.0.1 cannot be listened on: {problem.Message}", problem);
            throw;
        }
    }

    /// <summary>Stops listening and ends what runs; clients see their streams break off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _model.DisposeAsync().ConfigureAwait(false); // first, so that calls in flight do not hold up the stop
        using var atOnce = new CancellationTokenSource(0);
        try
        {
            await _app.StopAsync(atOnce.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Calls that wait for a fault's end are cut: that is what disposing a server with open calls means.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
        _fine?.Dispose();
    }

    static WebApplication Build(Scenario scenario, TwinServerOptions options, LiveModel model, CallLedger ledger, TimeProvider time)
    {
        var (outage, lateness) = (new Outage(model.Clock), new Lateness());
        var author = new AnswerAuthor(options, scenario.Workload.Output, scenario.Model.ContextTokens);
        var names = Names(scenario, options);
        var answers = new AnswerEndpoint(model, names, author, options, ledger, outage, lateness, time);
        ServedModel[] served = [.. names.Select(name => new ServedModel(name) { MaxModelLength = scenario.Model.ContextTokens, SupportsVerbatim = options.OffersVerbatim, Owner = options.OwnedBy })];
        return LoopbackServer.Build(options.Port, new TwinEndpoints(new KeyCheck(options.Key), model, served, scenario.Model.Vocabulary, answers, ledger, outage, lateness, time).HandleAsync, inlineSockets: true);
    }

    static IReadOnlyList<string> Names(Scenario scenario, TwinServerOptions options) => options.ServedAs.Count > 0 ? options.ServedAs : [scenario.Model.Name];
}
