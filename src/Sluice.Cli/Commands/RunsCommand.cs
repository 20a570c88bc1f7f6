using System.CommandLine;
using Sluice.Cli.History;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice runs</c>: which runs there are and what became of their records.</summary>
internal static class RunsCommand
{
    private const int MostDays = 36_500;

    public static TaughtCommand Build(Terminal terminal)
    {
        Option<string?> store = HistoryOptions.Store();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object a line");
        var runs = new TaughtCommand("runs", "The runs of a store: what is done, what failed and why.") { Examples = ["sluice runs", "sluice runs show job-postings"] };
        runs.Add(store);
        runs.Add(json);
        runs.SetAction(parsed => RunsSession.List(parsed.GetValue(store), parsed.GetValue(json), terminal));
        runs.Add(Show(terminal));
        runs.Add(Prune(terminal));
        return runs;
    }

    private static TaughtCommand Show(Terminal terminal)
    {
        Argument<string> run = HistoryOptions.Run();
        Option<string?> store = HistoryOptions.Store();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object");
        var command = new TaughtCommand("show", "One run: its steps and configurations, failures by reason with an example of each.") { Examples = ["sluice runs show job-postings", "sluice runs show 3 --json"] };
        command.Add(run);
        command.Add(store);
        command.Add(json);
        command.SetAction(parsed => RunsSession.Show(parsed.GetRequiredValue(run), parsed.GetValue(store), parsed.GetValue(json), terminal));
        return command;
    }

    private static TaughtCommand Prune(Terminal terminal)
    {
        var run = new Argument<string?>("RUN") { Description = "A run: its number, its name or its pipeline file (default: all)", Arity = ArgumentArity.ZeroOrOne };
        Option<int?> olderThan = TaughtOption.Number("--older-than", 0, MostDays, "Only runs that were not used for N days");
        Option<string?> part = TaughtOption.Choice("--part", "PART", ["all", "old", "bodies"],
            "How much of them: everything; earlier configurations and records that left the input; kept requests and responses (default: all)");
        Option<bool> yes = TaughtOption.Switch("--yes", "Do it; without it is only said what would be forgotten");
        Option<string?> store = HistoryOptions.Store();
        var command = new TaughtCommand("prune", "Forget runs, or parts of them, and give the room back to the disk.")
        {
            Examples = ["sluice runs prune --older-than 90", "sluice runs prune job-postings --part old --yes"],
        };
        command.Add(run);
        foreach (Option option in (Option[])[olderThan, part, yes, store]) command.Add(option);
        command.SetAction(parsed => PruneSession.Run(new PruneRequest
        {
            Run = parsed.GetValue(run),
            OlderThanDays = parsed.GetValue(olderThan),
            Part = parsed.GetValue(part) switch { "old" => PrunePart.Old, "bodies" => PrunePart.Bodies, _ => PrunePart.All },
            Yes = parsed.GetValue(yes),
            Store = parsed.GetValue(store),
        }, terminal));
        return command;
    }
}
