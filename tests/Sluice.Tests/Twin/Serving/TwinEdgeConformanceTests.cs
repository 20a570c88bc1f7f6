using Sluice.Tests.Protocol.Conformance;

namespace Sluice.Tests.Twin.Serving;

/// <summary>The twin with clients that are slow, rude, wrong or many.</summary>
public sealed class TwinEdgeConformanceTests : ModelServerEdgeConformance
{
    protected override Task<ConformingServer> StartAsync() => ConformingTwin.StartAsync();
}
