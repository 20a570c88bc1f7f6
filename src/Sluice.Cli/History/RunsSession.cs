using System.Globalization;
using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary><c>sluice runs</c> and <c>sluice runs show</c>.</summary>
internal static class RunsSession
{
    public static int List(string? store, bool json, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open("runs", store, terminal);
        IReadOnlyList<StoredRun> runs = HistoryBook.Reporting("runs", book.History.Runs);
        if (json)
        {
            foreach (StoredRun run in runs) terminal.Out.WriteLine(RunsJson.Of(run, book.StateOf(run), book.History.Steps(run)));
            return ExitCode.Done;
        }

        if (runs.Count == 0)
        {
            terminal.Out.WriteLine("no runs yet");
            return ExitCode.Done;
        }

        List<string[]> rows = [["ID", "RUN", "STATE", "RECORDS", "ANSWERED", "FAILED", "LAST USED", "PIPELINE"]];
        foreach (StoredRun run in runs)
        {
            IReadOnlyList<StepHistory> steps = HistoryBook.Latest(book.History.Steps(run));
            rows.Add([
                run.Id.ToString(CultureInfo.InvariantCulture), run.Name, book.StateOf(run), Figures.Count(run.Records),
                Figures.Count(steps.Count == 0 ? 0 : steps.Min(step => step.Answers)), Figures.Count(steps.Sum(step => step.Failures.Sum(failure => failure.Count))),
                Moments.Of(run.Last?.StartedAt ?? run.CreatedAt, terminal.Time), terminal.Shown(run.Path),
            ]);
        }

        RunsTable.Write(rows, [true, false, false, true, true, true, false, false], terminal.Out);
        NextLines.Write([(terminal.CommandLineOf(["runs", "show", runs[0].Name]), "what became of its records"), (terminal.CommandLineOf(["export", runs[0].Name]), "its answers")], terminal.Out);
        return ExitCode.Done;
    }

    public static int Show(string typed, string? store, bool json, Terminal terminal)
    {
        using HistoryBook book = HistoryBook.Open("runs show", store, terminal);
        StoredRun run = book.Run(typed);
        IReadOnlyList<StepHistory> steps = HistoryBook.Reporting("runs show", () => book.History.Steps(run));
        if (json) terminal.Out.WriteLine(RunsJson.Of(run, book.StateOf(run), steps));
        else RunPage.Write(run, book.StateOf(run), steps, terminal);
        return ExitCode.Done;
    }
}
