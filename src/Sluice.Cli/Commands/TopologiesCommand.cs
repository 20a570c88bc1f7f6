using System.CommandLine;
using Sluice.Cli.Planning;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice topologies</c>: how devices may be joined.</summary>
internal static class TopologiesCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice topologies list", "sluice topologies show cluster"];
        var topologies = new TaughtCommand("topologies", "The topologies of the catalog: devices, copies, routers and links, with sources.") { Examples = examples };
        topologies.Add(List(terminal));
        topologies.Add(Show(terminal, examples[1..]));
        return topologies;
    }

    private static TaughtCommand List(Terminal terminal)
    {
        Option<string?> catalog = Folder();
        var command = new TaughtCommand("list", "All topologies, one a line.") { Examples = ["sluice topologies list"] };
        command.Add(catalog);
        command.SetAction(parsed => new CatalogSession(terminal, "topologies list").Topologies(parsed.GetValue(catalog)));
        return command;
    }

    private static TaughtCommand Show(Terminal terminal, string[] examples)
    {
        var name = new Argument<string>("NAME") { Description = "A name of the catalog, or the path of a YAML entry" };
        Option<string?> catalog = Folder();
        var command = new TaughtCommand("show", "Its figures with sources.") { Examples = examples };
        command.Add(name);
        command.Add(catalog);
        command.SetAction(parsed => new CatalogSession(terminal, "topologies show").Topology(parsed.GetRequiredValue(name), parsed.GetValue(catalog)));
        return command;
    }

    private static Option<string?> Folder() => TaughtOption.Text("--catalog", "FOLDER", "Your own entries too, as YAML");
}
