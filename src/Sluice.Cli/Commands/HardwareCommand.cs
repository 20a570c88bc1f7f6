using System.CommandLine;
using Sluice.Cli.Planning;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice hardware</c>: what the catalog knows of machines.</summary>
internal static class HardwareCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice hardware list", "sluice hardware show h200 --context 8192 --concurrency 64"];
        var hardware = new TaughtCommand("hardware", "The machines of the catalog: their figures with sources, and which models fit.") { Examples = examples };
        hardware.Add(List(terminal));
        hardware.Add(Show(terminal, examples[1..]));
        return hardware;
    }

    private static TaughtCommand List(Terminal terminal)
    {
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own entries too, as YAML");
        var command = new TaughtCommand("list", "All machines, one a line.") { Examples = ["sluice hardware list"] };
        command.Add(catalog);
        command.SetAction(parsed => new CatalogSession(terminal, "hardware list").Hardware(parsed.GetValue(catalog)));
        return command;
    }

    private static TaughtCommand Show(Terminal terminal, string[] examples)
    {
        var name = new Argument<string>("NAME") { Description = "A name of the catalog, or the path of a YAML entry" };
        var fit = new FitOptions();
        var command = new TaughtCommand("show", "Its figures with sources; for every model the memory fit and the bandwidth bound.") { Examples = examples };
        command.Add(name);
        fit.AddTo(command);
        command.SetAction(parsed => new CatalogSession(terminal, "hardware show").Show(fit.Read(parsed) with { Name = parsed.GetRequiredValue(name), IsHardware = true }));
        return command;
    }
}
