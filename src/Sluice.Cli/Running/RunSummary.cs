using System.Globalization;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>The last words of a run: what became of the records, what it cost, where everything is, and what to type next.</summary>
internal static class RunSummary
{
    /// <summary>Characters of a failure's detail that are shown; all of it stands in the failures' file.</summary>
    private const int MostDetail = 160;

    public static void Write(RunReport report, IReadOnlyDictionary<string, FailedRecord> examples, IReadOnlyList<string> curves, RunRequest request, Terminal terminal)
    {
        TextWriter output = terminal.Out;
        if (DidNothing(report))
        {
            terminal.Error.WriteLine($"sluice: {report.Message}");
            NextLines.Write(NextSteps.After(report, request, terminal), output);
            return;
        }

        output.WriteLine();
        output.WriteLine(Outcome(report));
        foreach ((string reason, long count) in report.Progress.FailedByReason.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal))
            output.WriteLine($"  {reason} {Figures.Count(count)}{(examples.TryGetValue(reason, out FailedRecord? first) ? $", first {Shown(first)}" : "")}");
        foreach (string step in ProgressText.Steps(report.Progress)) output.WriteLine($"  {step}");
        if (report.Message is { } message) terminal.Error.WriteLine($"sluice: {message}");

        foreach (BackendLevel level in report.Progress.Levels)
        {
            output.WriteLine(ProgressText.Level(level));
            if (ProgressText.Curve(level) is { } curve) output.WriteLine($"  {curve}");
        }

        output.WriteLine(Spent(report.Progress));
        if (report.Progress.DiscardedTokens is { } discarded and > 0)
            output.WriteLine($"  of them {Figures.Count(discarded, "token")} written for tries that were not accepted");
        if (report.Progress.CutAnswers > 0) output.WriteLine($"  {Cut(report.Progress)}");
        if (report.Progress.Grounding is { } grounding) output.WriteLine($"  {Grounding(grounding)}");
        output.WriteLine($"answers   {terminal.Shown(report.OutputPath)}");
        if (report.FailuresPath is { } failures) output.WriteLine($"failures  {terminal.Shown(failures)} (each with its reason and its last response)");
        if (report.Progress.Failed > 0) output.WriteLine($"help      docs/failures/{MostFrequent(report.Progress)}.md (what to do about it; each reason has such a page)");
        output.WriteLine($"store     {terminal.Shown(report.StorePath)}");
        foreach (string curve in curves) output.WriteLine($"curve     {curve} (where the next run begins; --no-curve begins anew)");
        NextLines.Write(NextSteps.After(report, request, terminal), output);
    }

    /// <summary>Whether the run stopped itself before it asked anything, with nothing to count: then only the reason is worth a line.</summary>
    private static bool DidNothing(RunReport report) =>
        report is { Ending: RunEnding.Stopped, Message: not null, Progress: { Calls: 0, Answered: 0, Resumed: 0, Failed: 0 } };

    private static string MostFrequent(RunProgress end) =>
        end.FailedByReason.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).First().Key;

    private static string Outcome(RunReport report)
    {
        RunProgress end = report.Progress;
        string verb = report.Ending switch
        {
            RunEnding.Finished => "Finished",
            RunEnding.Drained => "Stopped; the calls in flight were finished",
            RunEnding.Aborted => "Stopped at once; the calls in flight were cut off",
            _ => "Stopped before its end",
        };
        string of = end.Total is { } total ? $" of {Figures.Count(total)}" : "";
        string resumed = end.Resumed > 0 ? $" ({Figures.Count(end.Resumed)} in earlier runs)" : "";
        string merged = end.Merged > 0 ? $", {Figures.Count(end.Merged)} left out (another record has their id)" : "";
        return $"{verb}: {Figures.Count(end.Answered + end.Resumed)}{of} records answered{resumed}, {Figures.Count(end.Failed)} failed{merged}";
    }

    /// <summary>What was not spent.</summary>
    private static string Cut(RunProgress end)
    {
        string saved = end.SavedTokens is { } tokens ? $", which saved about {Figures.Count(tokens, "token")}" : "";
        return $"{Figures.Count(end.CutAnswers, "answer")} cut as soon as they could not fit the schema any more{saved}";
    }

    /// <summary>How much was invented of what should be quoted.</summary>
    private static string Grounding(GroundingProgress values)
    {
        string dropped = values.Dropped > 0 ? $"; {Figures.Count(values.Dropped)} dropped" : "";
        return $"{Share(values.FirstInvented, values.FirstValues)} verbatim values invented in first answers, {Share(values.LastInvented, values.LastValues)} after re-asking{dropped}";
    }

    private static string Share(long part, long whole) =>
        $"{Figures.Count(part)} of {Figures.Count(whole)}{(whole > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({100.0 * part / whole:0.#} %)") : "")}";

    private static string Spent(RunProgress end)
    {
        string cached = end.CachedTokens is { } tokens ? $" ({Figures.Count(tokens)} from the server's cache)" : "";
        double? written = end.Elapsed > TimeSpan.Zero && end.Calls > 0 ? end.CompletionTokens / end.Elapsed.TotalSeconds : null;
        string uncounted = end.UncountedCalls switch
        {
            0 => "",
            _ when end.PromptTokens is null => ": the server reports no usage",
            { } many => $", without {Figures.Count(many, "call")} that came without usage",
        };
        return $"{Figures.Clock(end.Elapsed)} elapsed, {Figures.Rate(end.RecordsPerHour)} records/h, {Figures.Rate(written)} tokens/s; "
            + $"{Figures.Count(end.Calls, "call")}, {Figures.Count(end.PromptTokens)} prompt tokens{cached}, {Figures.Count(end.CompletionTokens)} written{uncounted}{(end.Cost is { } cost ? string.Create(CultureInfo.InvariantCulture, $", {cost:0.####} USD") : "")}";
    }

    private static string Shown(FailedRecord record)
    {
        string detail = string.Join(' ', record.Detail.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string place = record.Record.Place.ToString();
        string name = record.Record.Key == place ? place : $"{record.Record.Key} ({place})";
        return $"{name}: {(detail.Length > MostDetail ? detail[..MostDetail] + "…" : detail)}";
    }
}
