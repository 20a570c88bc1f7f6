using System.Globalization;
using Sluice.Catalog;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Texts;

namespace Sluice.Benchmarks.Streams;

/// <summary>A twin that is put under load; it echoes its prompts.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Model">What clients ask for.</param>
/// <param name="StepMs">About how long a step takes, milliseconds of the wall.</param>
/// <param name="Timed">False when it is always behind, and lateness means nothing.</param>
internal sealed record LoadedServer(string Name, string Model, double StepMs, bool Timed, double Speed, Func<CatalogIndex, int, Scenario> Make)
{
    /// <summary>One replica of a model so small that it steps every so often whatever runs: all streams are due at the same moment.</summary>
    public static LoadedServer InStep(double stepMs) => new(
        string.Create(CultureInfo.InvariantCulture, $"one replica, all in step, {stepMs:#,0} ms"), "smollm2-135m", stepMs, Timed: true, 1, (catalog, streams) => Small(catalog, streams, stepMs));

    /// <summary>Whether streams wait for seconds between tokens.</summary>
    public bool Idle => StepMs > 1000;

    /// <summary>The same with steps of several seconds: what an open stream costs that has nothing to send.</summary>
    public static LoadedServer Waiting() => new("one replica, streams wait", "smollm2-135m", 4000, Timed: false, 1, (catalog, streams) => Small(catalog, streams, 4000));

    /// <summary>The same with steps that no machine keeps up with.</summary>
    public static LoadedServer FlatOut() => new("one replica, flat out", "smollm2-135m", 1, Timed: false, 1, (catalog, streams) => Small(catalog, streams, 1));

    /// <summary>DGX Sparks behind a shuffling router, some hundreds of streams on each: each steps when it has to.</summary>
    public static LoadedServer Farm(int boxes, double speed) => new(
        string.Create(CultureInfo.InvariantCulture, $"gpt-oss-120b, replicas:{boxes}, speed {speed}"), "gpt-oss-120b", 300 / speed, Timed: true, speed, (catalog, _) =>
        Scenario.Of(catalog, catalog.Model("gpt-oss-120b"), catalog.Machine("dgx-spark"), catalog.Topology($"replicas:{boxes}"), tweaks: ServerTweaks.Parse("max_num_seqs=1024")));

    public Task<TwinServer> StartAsync(int streams) => TwinServer.StartAsync(Make(CatalogIndex.Load(), streams), new TwinServerOptions { Text = TextMode.Echo, Speed = Speed });

    static Scenario Small(CatalogIndex catalog, int streams, double stepMs)
    {
        var machine = catalog.Machine("h100");
        var scenario = Scenario.Of(catalog, catalog.Model("smollm2-135m"), machine, catalog.Topology("solo"));
        return scenario with
        {
            Settings = scenario.Settings with { MaxSequences = streams, MaxBatchedTokens = 1 << 20, CacheBytes = null },
            Calibration = Calibration.None(machine) with { Values = [new CalibratedValue(ParameterNames.StepOverhead, stepMs, "ms", 0, ValueOrigin.Fitted)] },
        };
    }
}
