using System.CommandLine;
using Sluice.Cli.History;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice replay</c>.</summary>
internal static class ReplayCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        Argument<string> run = HistoryOptions.Run();
        var key = new Argument<string>("KEY") { Description = "The record's id" };
        Option<string?> store = HistoryOptions.Store();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object for each attempt");
        var command = new TaughtCommand("replay", "Print everything that was asked about one record, and what came back: each attempt with its times, its request and its response.")
        {
            Examples = ["sluice replay job-postings tech-dev-1", "sluice replay job-postings tech-dev-1 --json"],
        };
        command.Add(run);
        command.Add(key);
        command.Add(store);
        command.Add(json);
        command.SetAction(parsed => ReplaySession.Run(parsed.GetRequiredValue(run), parsed.GetRequiredValue(key), parsed.GetValue(store), parsed.GetValue(json), terminal));
        return command;
    }
}
