using Sluice.Catalog;
using Sluice.Twin.Predicting;
using Sluice.Twin.Scheduling;

namespace Sluice.Testing.Concurrency;

/// <summary>The twin of a model on one DGX Spark, with the server flags that its published measurements were taken with.</summary>
public sealed class TwinVirtualServer(Sluice.Twin.Scheduling.ModelServer server) : VirtualServer
{
    StepPlan plan;

    public override int Held => server.Running + server.Waiting;

    public override int Preemptions => server.Preemptions;

    /// <param name="cacheTokens">Room of a small KV cache, at a server that lets prompts in by pieces and so throws some out again; null takes what the memory has.</param>
    public static TwinVirtualServer Of(string model, int? cacheTokens = null, int? room = null)
    {
        var catalog = CatalogIndex.Load();
        var scenario = Scenario.Of(catalog, catalog.Model(model), catalog.Machine("dgx-spark"), catalog.Topology("solo"));
        var settings = scenario.Settings;
        if (cacheTokens is { } tokens) settings = settings with { CacheBytes = tokens * (double)(scenario.Work.KvBytes + scenario.Work.WindowKvBytes), AdmitOnlyWhole = false };
        return new TwinVirtualServer(new Sluice.Twin.Scheduling.ModelServer(scenario.Node().Cost, settings, CacheShape.Of(scenario.Work))) { Room = room };
    }

    public override double? Begin(double room) => server.TryPlan(room, false, out plan) ? plan.Seconds : null;

    public override IReadOnlyList<int> End()
    {
        server.Complete(plan);
        return [.. server.Finished];
    }

    public override void Remove(int id) => server.Remove(id);

    protected override void Send(int id, int prompt, int output)
    {
        if (!server.TrySubmit(id, prompt, output)) throw new InvalidOperationException($"a request of {prompt} + {output} tokens never fits the cache");
    }
}
