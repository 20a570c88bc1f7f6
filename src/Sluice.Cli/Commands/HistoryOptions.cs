using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary>What the commands that look back into a run store have in common.</summary>
internal static class HistoryOptions
{
    public static Argument<string> Run() => new("RUN") { Description = "A run: its number, its name or its pipeline file" };

    public static Option<string?> Store() => TaughtOption.Text("--store", "PATH", "The SQLite file that holds runs (default: .sluice/runs.db)");
}
