using System.Globalization;
using Sluice.Catalog;
using Sluice.Catalog.Topologies;
using Sluice.Protocol.Client;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Texts;
using Sluice.Twin.Simulating;

namespace Sluice.Benchmarks.Live;

/// <summary>The twins that are measured, in this process.</summary>
internal static class BenchedTwin
{
    public const string Truth = "gemma4-26b";
    public const string Load = "smollm2-135m";

    public static Scenario TruthScenario(int prompt, int output)
    {
        var catalog = CatalogIndex.Load();
        return Scenario.Of(catalog, catalog.Model(Truth), catalog.Machine("dgx-spark"), Topology.Parse("solo"), new Workload(LengthRange.Fixed(prompt), LengthRange.Fixed(output)));
    }

    /// <summary>A model so small that it steps every <paramref name="stepMs"/> and a little more whatever runs, with room for all: what is measured is the server.</summary>
    public static async Task<TwinServer> StartForLoadAsync(int streams, double stepMs)
    {
        var catalog = CatalogIndex.Load();
        var machine = catalog.Machine("h100");
        var scenario = Scenario.Of(catalog, catalog.Model(Load), machine, Topology.Parse("solo"));
        scenario = scenario with
        {
            Settings = scenario.Settings with { MaxSequences = streams, MaxBatchedTokens = 1 << 20, CacheBytes = null },
            Calibration = Calibration.None(machine) with { Values = [new CalibratedValue(ParameterNames.StepOverhead, stepMs, "ms", 0, ValueOrigin.Fitted)] },
        };
        return await TwinServer.StartAsync(scenario, new TwinServerOptions { Text = TextMode.Echo });
    }

    public static ModelClient Client(TwinServer server) => new(new ModelEndpoint { BaseUrl = server.BaseUrl, MaxConnections = 20_000 });

    /// <summary>A figure of <c>/metrics</c>; null when it is not there.</summary>
    public static async Task<double?> MetricAsync(TwinServer server, string name)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(server.BaseUrl, "/metrics"));
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? null : double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
