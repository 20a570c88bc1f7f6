using System.Globalization;
using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>A measured log for people: a table a ladder, then what must be known about each level.</summary>
public static class ReportText
{
    /// <summary>Waiting below this share of the prefill is noise.</summary>
    const double WorthSaying = 0.2;

    public static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var server in report.Log.Servers.DistinctBy(server => server.Backend))
        {
            text.Append(CultureInfo.InvariantCulture, $"{server.Backend}: {server.Model}{(server.Url is null ? "" : $" at {server.Url}")}{(server.Engine is null ? "" : $", {server.Engine}")}\n");
            if (server.Dropped.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  it refuses {string.Join(", ", server.Dropped)}: left out\n");
        }

        foreach (var ladder in report.Ladders) Write(text, ladder, report);
        if (report.Crossings.Count > 0) text.Append('\n');
        foreach (var crossing in report.Crossings) text.Append(CultureInfo.InvariantCulture, $"{crossing.Workload}: {crossing.Sentence}\n");
        return text.ToString();
    }

    static void Write(StringBuilder text, Ladder ladder, Report report)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{ladder.Title}\n");
        var table = new TextTable(ladder.IsClosed || ladder.Load == LoadKind.Burst ? "c" : "load", "output tok/s", "prompt tok/s", "TTFT ms p50", "p99", "TPOT ms p50", "ITL ms p99", "E2E ms p50", "records/h", "in flight", "n", "");
        foreach (var level in ladder.Levels) table.Add(Row(level));
        table.WriteTo(text);
        foreach (var level in ladder.Levels)
        {
            foreach (var note in LevelNotes.Of(level)) text.Append(CultureInfo.InvariantCulture, $"at {level.Plan.Sending}: {note}\n");
        }

        if (MissingPercentiles.Sentence(ladder) is { } missing) text.Append(CultureInfo.InvariantCulture, $"{missing}\n");
        if (AdmissionCap.Of(ladder) is { } cap)
            text.Append(CultureInfo.InvariantCulture, $"the server admits about {cap.Requests} at once; rows above c{cap.Requests} measure its queue: {cap.Evidence}\n");
        var alone = ladder.IsClosed ? ladder.At(1) : null;
        LadderVerdicts.Write(text, ladder, report);
        foreach (var level in ladder.Levels)
        {
            if (QueueSplit.Of(level, alone) is { } split && split.QueueMs >= WorthSaying * split.PrefillMs)
                text.Append(CultureInfo.InvariantCulture, $"at {level.Plan.Sending}: of the TTFT about {Rounded.Of(split.QueueMs)} ms is waiting and {Rounded.Of(split.PrefillMs)} ms prefill{(split.PrefillTps is { } rate ? $" ({Rounded.Of(rate)} tok/s)" : "")}; {split.Source}\n");
        }
    }

    static string[] Row(LevelFigures level) =>
    [
        level.Plan.Concurrency > 0 ? Rounded.Whole(level.Plan.Concurrency) : level.Plan.Sending,
        LevelMarks.Rate(level), Rounded.Of(level.PromptTps), Rounded.Of(level.Ttft.P50), Rounded.Of(level.Ttft.P99), Rounded.Of(level.Tpot.P50),
        Rounded.Of(level.Itl.P99), Rounded.Of(level.EndToEnd.P50), Rounded.Of(level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value), Rounded.Of(level.Held?.Mean), Rounded.Whole(level.Tally.Answered), LevelMarks.Of(level),
    ];
}
