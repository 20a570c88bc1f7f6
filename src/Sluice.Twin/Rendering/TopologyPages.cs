using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting;
using Sluice.Catalog;
using Sluice.Catalog.Topologies;

namespace Sluice.Twin.Rendering;

/// <summary>Topologies of the catalog for people.</summary>
public static class TopologyPages
{
    /// <summary>One line a topology.</summary>
    public static string List(CatalogIndex catalog)
    {
        var table = new TextTable("topology", "devices a copy", "copies", "router", "title");
        foreach (var topology in catalog.Topologies)
            table.Add(topology.Form, Numbers.Whole(topology.TensorParallel), Numbers.Whole(topology.Replicas), Router(topology), topology.Title);
        return table.ToString();
    }

    public static string One(TopologySpec topology)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{topology.Title}\n\nas {topology.Form}{(topology.Aliases.Count > 0 ? $" (also: {string.Join(", ", topology.Aliases)})" : "")}; router {Router(topology)}\n\n");
        var facts = new TextTable("figure", "value", "source");
        foreach (var figure in topology.Figures) facts.Add(figure.Path, string.Create(CultureInfo.InvariantCulture, $"{figure.Value:0.###} {figure.Unit}"), figure.Source);
        facts.WriteTo(text);
        foreach (var note in topology.Notes) text.Append(CultureInfo.InvariantCulture, $"note: {note}\n");
        return text.ToString();
    }

    static string Router(TopologySpec topology) => topology.Router switch
    {
        Routing.Shuffle => "shuffle",
        Routing.LeastBusy => "least-busy",
        Routing.LeastLoaded => "least-loaded",
        _ => topology.Replicas > 1 ? "as asked for" : "none",
    };
}
