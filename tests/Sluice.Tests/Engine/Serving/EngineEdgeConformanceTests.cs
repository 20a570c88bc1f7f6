using Sluice.Tests.Protocol.Conformance;

namespace Sluice.Tests.Engine.Serving;

/// <summary>The embedded engine with clients that are slow, rude, wrong or many.</summary>
public sealed class EngineEdgeConformanceTests : ModelServerEdgeConformance
{
    protected override Task<ConformingServer> StartAsync() => ConformingEngine.StartAsync();
}
