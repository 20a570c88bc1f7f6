using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Topologies;
using Sluice.Testing;
using Sluice.Twin.Predicting;

namespace Sluice.Tests.Catalog;

public sealed class TopologyTests
{
    const string Rack = """
        topology: rack
        title: Two clusters of two behind one router
        sources: { me: the plan on the door }
        tensor_parallel: [2, devices, me]
        replicas: [2, replicas, me]
        router: least-loaded
        count: replicas
        link: [50, GB/s, me]
        """;

    readonly CatalogIndex catalog = CatalogIndex.Load();

    [Theory]
    [InlineData("solo", 1, 1, Routing.Shuffle)]
    [InlineData("cluster", 2, 1, Routing.Shuffle)]
    [InlineData("cluster:4", 4, 1, Routing.Shuffle)]
    [InlineData("replicas:3", 1, 3, Routing.Shuffle)]
    [InlineData("shuffle", 1, 2, Routing.Shuffle)]
    [InlineData("least-busy", 1, 2, Routing.LeastBusy)]
    [InlineData("least_busy", 1, 2, Routing.LeastBusy)]
    [InlineData("simple-shuffle:3", 1, 3, Routing.Shuffle)]
    [InlineData("Cluster", 2, 1, Routing.Shuffle)]
    [InlineData("least-loaded:8", 1, 8, Routing.LeastLoaded)]
    public void A_topology_is_read_from_its_name(string text, int parallel, int replicas, Routing routing) =>
        Assert.Equal(new Topology(text, parallel, replicas, routing), catalog.Topology(text));

    [Theory]
    [InlineData("ring", "unknown topology 'ring'; allowed: cluster[:N], least-busy[:N], least-loaded[:N], replicas[:N], shuffle[:N], solo with N from 1 to 64, or the path of a YAML entry")]
    [InlineData("cluster:0", "topology 'cluster:0': allowed: cluster[:N] with N from 1 to 64")]
    [InlineData("cluster:x", "topology 'cluster:x': allowed: cluster[:N] with N from 1 to 64")]
    [InlineData("cluster:", "topology 'cluster:': allowed: cluster[:N] with N from 1 to 64")]
    [InlineData("solo:2", "topology 'solo:2': allowed: solo, which takes no number")]
    [InlineData("replicas:65", "topology 'replicas:65': allowed: replicas[:N] with N from 1 to 64")]
    public void An_unknown_topology_says_what_is_allowed(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => catalog.Topology(text)).Message);

    [Fact]
    public void A_router_is_chosen_for_replicas_and_not_for_those_that_name_their_own()
    {
        Assert.Equal(Routing.LeastLoaded, catalog.Topology("replicas:2", Routing.LeastLoaded).Routing);
        Assert.Equal(Routing.LeastBusy, catalog.Topology("least-busy", Routing.LeastLoaded).Routing);
    }

    [Fact]
    public void Every_bundled_topology_states_its_figures_with_sources() =>
        Assert.All(catalog.Topologies, topology => Assert.True(topology.Figures.Count >= 2 && topology.Figures.All(figure => figure.Source.Length > 10), topology.Name));

    [Fact]
    public void A_users_topology_joins_clusters_behind_a_router_over_its_own_link()
    {
        using var folder = new TempFolder();
        folder.Write("rack.yaml", Rack);
        var own = CatalogIndex.Load(folder.Path);

        var rack = own.Topology("rack:3");
        var slow = own.Topology(folder.At("rack.yaml")) with { Link = null };

        Assert.Equal((2, 3, Routing.LeastLoaded, 50e9), (rack.TensorParallel, rack.Replicas, rack.Routing, rack.Link));
        Assert.Equal(("rack", 2), (slow.Name, slow.Replicas));
        Assert.True(Decode(own, own.Topology("rack")) > Decode(own, slow)); // twice the Spark's link
        Assert.InRange(Decode(own, slow) / Decode(own, own.Topology("cluster:2"), 8), 1.9, 2.0); // each copy has half of the burst: twice what it does on it alone
    }

    [Fact]
    public void Everything_wrong_with_a_topology_is_told_with_its_line()
    {
        var broken = Rack.Replace("[2, devices, me]", "[2, GB, me]", StringComparison.Ordinal).Replace("router: least-loaded", "router: fastest", StringComparison.Ordinal)
            .Replace("[2, replicas, me]", "[0, replicas, me]", StringComparison.Ordinal).Replace("count: replicas", "count: boxes", StringComparison.Ordinal) + "\nspeed: high\n";

        var problem = Assert.Throws<CatalogFileException>(() => TopologyFile.Parse("rack.yaml", broken));

        Assert.Contains(problem.Problems, line => line.StartsWith("rack.yaml:4: tensor_parallel: unit 'GB' is wrong here; allowed: ", StringComparison.Ordinal));
        Assert.Contains("rack.yaml:5: replicas: 0; allowed: 1 to 64", problem.Problems);
        Assert.Contains("rack.yaml:6: the entry: 'router' is 'fastest'; allowed: shuffle, least-busy, least-loaded", problem.Problems);
        Assert.Contains("rack.yaml:7: the entry: 'count' is 'boxes'; allowed: tensor_parallel, replicas", problem.Problems);
        Assert.Contains(problem.Problems, line => line.Contains("unknown key 'speed'", StringComparison.Ordinal));
    }

    static double Decode(CatalogIndex catalog, Topology topology, int concurrency = 16) =>
        new Predictor(Scenario.Of(catalog, catalog.Model("llama-3.1-70b"), catalog.Machine("dgx-spark"), topology)).At(concurrency).DecodeTps!.Value.Value;
}
