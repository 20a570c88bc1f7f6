using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary><c>sluice runs prune</c>: says what would be forgotten, and with <c>--yes</c> forgets it.</summary>
internal static class PruneSession
{
    private const string Command = "runs prune";

    public static int Run(PruneRequest request, Terminal terminal)
    {
        if (request is { Run: null, OlderThanDays: null, Part: PrunePart.All })
            throw new CouldNotRunException(Command, "nothing says which runs", "a run, --older-than DAYS, or --part old or bodies for a part of all runs");

        using HistoryBook book = HistoryBook.Open(Command, request.Store, terminal);
        IReadOnlyList<StoredRun> runs = request.Run is { } typed ? [book.Run(typed)] : HistoryBook.Reporting(Command, book.History.Runs);
        if (request.OlderThanDays is { } days)
        {
            DateTimeOffset since = terminal.Time.GetUtcNow().AddDays(-days);
            runs = [.. runs.Where(run => (run.Last?.EndedAt ?? run.Last?.StartedAt ?? run.CreatedAt) < since)];
        }

        if (runs.Count == 0)
        {
            terminal.Out.WriteLine("nothing to forget");
            return ExitCode.Done;
        }

        if (!request.Yes)
        {
            terminal.Out.WriteLine($"Would forget {What(request.Part)} of {Figures.Count(runs.Count, "run")}: {string.Join(", ", runs.Select(run => $"{run.Name} ({Figures.Count(run.Records, "record")}, last used {Moments.Of(run.Last?.StartedAt ?? run.CreatedAt, terminal.Time)})"))}");
            NextLines.Write([($"{terminal.Typed} --yes", "do it; it cannot be undone")], terminal.Out);
            return ExitCode.Done;
        }

        PruneResult done = HistoryBook.Reporting(Command, () => book.History.Prune(new PrunePlan(runs, request.Part)));
        terminal.Out.WriteLine($"Forgot {Figures.Count(done.Runs, "run")}, {Figures.Count(done.Answers, "answer")}, {Figures.Count(done.Attempts, "attempt")} and the bodies of {Figures.Count(done.Bodies)} more; the store is {Figures.Count(done.Bytes / 1024)} KiB smaller");
        return ExitCode.Done;
    }

    private static string What(PrunePart part) => part switch
    {
        PrunePart.Old => "answers and attempts of earlier configurations, and records that left the input,",
        PrunePart.Bodies => "the kept requests and responses",
        _ => "everything",
    };
}
