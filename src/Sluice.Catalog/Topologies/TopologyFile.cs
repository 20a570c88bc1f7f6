using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Topologies;

/// <summary>Reads a topology from YAML; the format is described in docs/catalog.md.</summary>
public static class TopologyFile
{
    /// <exception cref="CatalogFileException">With every problem of the file.</exception>
    public static TopologySpec Parse(string file, string yaml)
    {
        var facts = FactReader.Open(file, yaml);
        var root = facts.Root;
        facts.AllowOnly(root, "the entry", "topology", "title", "aliases", "sources", "notes", "tensor_parallel", "replicas", "router", "count", "link");
        var name = facts.Text(root, "the entry", "topology");
        var spec = new TopologySpec
        {
            Name = name,
            Title = facts.Text(root, "the entry", "title", name),
            Aliases = facts.Texts(root, "the entry", "aliases"),
            TensorParallel = facts.Count(root, "", "tensor_parallel"),
            Replicas = facts.Count(root, "", "replicas"),
            Router = facts.Choice(root, "the entry", "router", [("shuffle", Routing.Shuffle), ("least-busy", Routing.LeastBusy), ("least-loaded", Routing.LeastLoaded)]),
            Count = facts.Choice(root, "the entry", "count", [("tensor_parallel", TopologyCount.TensorParallel), ("replicas", TopologyCount.Replicas)]) ?? TopologyCount.None,
            Link = facts.OptionalFigure(root, "", "link", Quantity.Bandwidth),
            Notes = facts.Texts(root, "the entry", "notes"),
        };
        foreach (var (key, value) in (ReadOnlySpan<(string, int)>)[("tensor_parallel", spec.TensorParallel), ("replicas", spec.Replicas)])
        {
            if (value is < 1 or > Topology.MaxDevices) facts.Report(FactReader.Child(root, key) ?? root, $"{key}: {value}; allowed: 1 to {Topology.MaxDevices}");
        }

        if (spec.Link is <= 0) facts.Report(FactReader.Child(root, "link")!, "link: allowed: above 0");
        foreach (var each in spec.Aliases.Prepend(name).Where(each => each.Contains(':', StringComparison.Ordinal)))
            facts.Report(root, $"'{each}': a colon stands before the number that follows a name; allowed: names without one");
        facts.ThrowIfAny();
        return spec with { Figures = facts.Figures };
    }
}
