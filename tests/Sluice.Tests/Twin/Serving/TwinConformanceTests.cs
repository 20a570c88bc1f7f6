using Sluice.Tests.Protocol.Conformance;

namespace Sluice.Tests.Twin.Serving;

/// <summary>The twin as a model server like any other.</summary>
public sealed class TwinConformanceTests : ModelServerConformance
{
    protected override Task<ConformingServer> StartAsync() => ConformingTwin.StartAsync();
}
