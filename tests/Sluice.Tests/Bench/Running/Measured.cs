using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;
using Sluice.Catalog;
using Sluice.Protocol.Client;
using Sluice.Testing;
using Sluice.Tests.Protocol.Client;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Tests.Bench.Running;

/// <summary>Short measurements of servers in this process. Tests look at what was counted, never at how fast it was.</summary>
static class Measured
{
    public static async Task<TwinServer> TwinAsync(string faults = "faults: []", string whatIf = "", TwinServerOptions? options = null)
    {
        var catalog = CatalogIndex.Load();
        var scenario = Scenario.Of(catalog, catalog.Model("llama-3.1-8b"), catalog.Machine("h100"), catalog.Topology("solo"), Workload.Parse(""), ServerTweaks.Parse(whatIf));
        return await TwinServer.StartAsync(scenario, (options ?? new TwinServerOptions()) with { Port = 0, Speed = TwinServerOptions.MaxSpeed, Faults = FaultScriptFile.Read("faults", faults) });
    }

    public static BenchTarget Target(Uri url, string model, bool chat = true) => new("server", new ModelEndpoint { BaseUrl = url }, model, chat);

    public static LevelPlan Level(int concurrency, int prompt = 64, int output = 8, LoadKind load = LoadKind.Closed) => new() { Backend = "server", Prompt = prompt, Output = output, Concurrency = concurrency, Load = load };

    /// <summary>A twin whose answers a test chooses.</summary>
    public static async Task<LevelFigures> PlannedAsync(Func<Call, CallPlan> plan, LevelPlan level, StopRule rule, bool probe = true)
    {
        await using var twin = await PlannedTwin.StartAsync(plan);
        return await LevelAsync(twin.BaseUrl, twin.ModelName, level, rule, probe);
    }

    /// <summary>A server in memory that answers every request of a level with the same bytes.</summary>
    public static async Task<LevelFigures> OfBytesAsync(string body, int runs = 1, string mediaType = "text/event-stream", string? encoding = null)
    {
        using var server = new CannedServer(_ =>
        {
            var response = CannedServer.Response(200, mediaType, new MemoryStream(Encoding.UTF8.GetBytes(body)));
            if (encoding is not null) response.Content.Headers.ContentEncoding.Add(encoding);
            return response;
        });
        var watcher = new SilentWatcher();
        var target = Target(new Uri("http://test:8000/v1"), "m") with { Handler = server };
        await new BenchRun(new BenchPlan { Targets = [target], Levels = [Level(1)], Rule = new StopRule { Runs = runs, WarmUp = 0 }, Probe = false }, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);
        return Assert.Single(watcher.Figures);
    }

    /// <summary>So many runs of one level, without warm-up unless the rule says otherwise.</summary>
    public static async Task<LevelFigures> LevelAsync(Uri url, string model, LevelPlan level, StopRule rule, bool probe = true, bool chat = true)
    {
        var watcher = new SilentWatcher();
        var plan = new BenchPlan { Targets = [Target(url, model, chat)], Levels = [level], Rule = rule, Probe = probe };
        var (_, unreached) = await new BenchRun(plan, TimeProvider.System, null, watcher).RunAsync(null, CancellationToken.None);
        Assert.Empty(unreached);
        return Assert.Single(watcher.Figures);
    }
}
