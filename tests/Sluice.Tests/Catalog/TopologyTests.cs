using Sluice.Catalog.Topologies;

namespace Sluice.Tests.Catalog;

public sealed class TopologyTests
{
    [Theory]
    [InlineData("solo", 1, 1, Routing.Shuffle)]
    [InlineData("cluster", 2, 1, Routing.Shuffle)]
    [InlineData("cluster:4", 4, 1, Routing.Shuffle)]
    [InlineData("replicas:3", 1, 3, Routing.Shuffle)]
    [InlineData("shuffle", 1, 2, Routing.Shuffle)]
    [InlineData("least-busy", 1, 2, Routing.LeastBusy)]
    [InlineData("least-loaded:8", 1, 8, Routing.LeastLoaded)]
    public void A_topology_is_read_from_its_name(string text, int parallel, int replicas, Routing routing) =>
        Assert.Equal(new Topology(text, parallel, replicas, routing), Topology.Parse(text));

    [Theory]
    [InlineData("ring")]
    [InlineData("cluster:0")]
    [InlineData("cluster:x")]
    [InlineData("solo:2")]
    [InlineData("cluster:65")]
    public void An_unknown_topology_says_what_is_allowed(string text) =>
        Assert.Contains("allowed: solo, cluster:N, replicas:N", Assert.Throws<FormatException>(() => Topology.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_router_is_chosen_for_replicas() => Assert.Equal(Routing.LeastLoaded, Topology.Parse("replicas:2", Routing.LeastLoaded).Routing);
}
