using Sluice.Tests.Protocol.Conformance;

namespace Sluice.Tests.Engine.Serving;

/// <summary>The embedded engine as a model server like any other.</summary>
public sealed class EngineConformanceTests : ModelServerConformance
{
    protected override Task<ConformingServer> StartAsync() => ConformingEngine.StartAsync();
}
