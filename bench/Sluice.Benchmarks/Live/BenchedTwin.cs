using Sluice.Catalog;
using Sluice.Protocol.Client;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;
using Sluice.Twin.Simulating;

namespace Sluice.Benchmarks.Live;

/// <summary>The twin that is held against virtual time, in this process.</summary>
internal static class BenchedTwin
{
    public const string Truth = "gemma4-26b";

    public static Scenario TruthScenario(int prompt, int output)
    {
        var catalog = CatalogIndex.Load();
        return Scenario.Of(catalog, catalog.Model(Truth), catalog.Machine("dgx-spark"), catalog.Topology("solo"), new Workload(LengthRange.Fixed(prompt), LengthRange.Fixed(output)));
    }

    public static ModelClient Client(TwinServer server) => new(new ModelEndpoint { BaseUrl = server.BaseUrl, MaxConnections = 20_000 });
}
