using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice bench</c>: what a server really does.</summary>
internal static class BenchCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var command = new TaughtCommand("bench", "Measure what a model server really does, from one event log.")
        {
            Examples = ["sluice bench report events.jsonl"],
        };
        command.Add(BenchReportCommand.Build(terminal));
        return command;
    }
}
