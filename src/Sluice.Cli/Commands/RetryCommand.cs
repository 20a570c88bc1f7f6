using System.CommandLine;
using Sluice.Cli.History;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice retry</c>.</summary>
internal static class RetryCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        Argument<string> run = HistoryOptions.Run();
        Option<string[]> reason = TaughtOption.Words("--reason", "REASON", "Only records that failed for it; may stand several times (default: every failed record)");
        Option<string[]> set = TaughtOption.Words("--set", "NAME=VALUE", "Another max_tokens, temperature, top_p or seed for these records; may stand several times");
        Option<string?> store = HistoryOptions.Store();
        Option<bool> json = TaughtOption.Switch("--json", "Write events to standard output, as sluice run does");
        Option<bool> quiet = TaughtOption.Switch("--quiet", "Write no progress, only the summary");
        var command = new TaughtCommand("retry", "Ask a run's failed records again, with the run's last command line; their answers join the others.")
        {
            Examples = ["sluice retry job-postings", "sluice retry job-postings --reason truncated --set max_tokens=2000"],
        };
        command.Add(run);
        foreach (Option option in (Option[])[reason, set, store, json, quiet]) command.Add(option);
        command.SetAction(parsed => RetrySession.RunAsync(new RetryRequest
        {
            Run = parsed.GetRequiredValue(run),
            Reasons = parsed.GetValue(reason) ?? [],
            Set = parsed.GetValue(set) ?? [],
            Store = parsed.GetValue(store),
            Json = parsed.GetValue(json),
            Quiet = parsed.GetValue(quiet),
        }, terminal));
        return command;
    }
}
