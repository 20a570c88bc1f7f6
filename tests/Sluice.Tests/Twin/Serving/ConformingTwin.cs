using Sluice.Catalog;
using Sluice.Tests.Protocol.Conformance;
using Sluice.Twin.Predicting;
using Sluice.Twin.Serving;

namespace Sluice.Tests.Twin.Serving;

/// <summary>A twin a hundred times as fast as its machine, held to the suite.</summary>
internal static class ConformingTwin
{
    const string Key = "for-this-test-alone";

    public static async Task<ConformingServer> StartAsync()
    {
        var catalog = CatalogIndex.Load();
        var scenario = Scenario.Of(catalog, catalog.Model(LiveTwin.Model), catalog.Machine("h100"), catalog.Topology("replicas:2"));
        var server = await TwinServer.StartAsync(scenario, new TwinServerOptions { Key = Key, Speed = TwinServerOptions.MaxSpeed });
        return new ConformingServer(server.BaseUrl, server.ModelName, Key, ServerCapabilities.JsonSchema, server);
    }
}
