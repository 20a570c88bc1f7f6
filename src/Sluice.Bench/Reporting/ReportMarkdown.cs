using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>A measured log as Markdown: a table a ladder with what was asked for beside the measures, then the verdicts and what must be known about each level.</summary>
public static class ReportMarkdown
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var ladder in report.Ladders)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {ladder.Title}\n\n");
            Table(text, ladder, report);
            text.Append('\n');
            foreach (var verdict in Verdicts(ladder, report)) text.Append(CultureInfo.InvariantCulture, $"- {verdict}\n");
            foreach (var level in ladder.Levels)
            {
                foreach (var note in LevelNotes.Of(level)) text.Append(CultureInfo.InvariantCulture, $"- {level.Plan.Sending}: {note}\n");
            }

            text.Append('\n');
        }

        foreach (var crossing in report.Crossings) text.Append(CultureInfo.InvariantCulture, $"- {crossing.Workload}: {crossing.Sentence}\n");
        return text.ToString();
    }

    static void Table(StringBuilder text, Ladder ladder, Report report)
    {
        var columns = Columns(report).ToList();
        text.Append("| load |").AppendJoin('|', columns.Select(column => $" {column.Name} ")).Append("|\n|:--|").AppendJoin('|', columns.Select(_ => "--:")).Append("|\n");
        foreach (var level in ladder.Levels)
            text.Append(CultureInfo.InvariantCulture, $"| {level.Plan.Sending} |").AppendJoin('|', columns.Select(column => $" {column.Of(level)} ")).Append("|\n");
    }

    /// <summary>Those of a target, a price, a power and a job only where there is one.</summary>
    static IEnumerable<(string Name, Func<LevelFigures, string> Of)> Columns(Report report)
    {
        yield return ("output tok/s", level => Rounded.WithWidth(level.OutputTps));
        yield return ("prompt tok/s", level => Rounded.Of(level.PromptTps));
        yield return ("TTFT p50 ms", level => Rounded.Of(level.Ttft.P50));
        yield return ("TTFT p99 ms", level => Rounded.Of(level.Ttft.P99));
        yield return ("TPOT p50 ms", level => Rounded.Of(level.Tpot.P50));
        yield return ("ITL p99 ms", level => Rounded.Of(level.Itl.P99));
        yield return ("records/h", level => Rounded.Of(level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value));
        if (report.Target is not null) yield return ("good", level => report.GoodputOf(level)?.Share.Value is { } share ? Rounded.Percent(share) : Rounded.Unknown);
        if (report.Target is not null) yield return ("good/s", level => Rounded.Of(report.GoodputOf(level)?.RequestsPerSecond));
        if (report.Cost?.PerHour is not null) yield return ("per 1M output tokens", level => Rounded.Of(report.Cost!.Of(level).PerMillionTokens));
        if (report.Cost?.PerHour is not null) yield return ("per 1,000 records", level => Rounded.Of(report.Cost!.Of(level).PerThousandRecords));
        if (report.Cost?.Watts is not null) yield return ("J per output token", level => Rounded.Of(report.Cost!.Of(level).JoulesPerToken));
        if (report.Cost?.Watts is not null) yield return ("Wh per 1,000 records", level => Rounded.Of(report.Cost!.Of(level).WattHoursPerThousandRecords));
        if (report.Job is not null) yield return ("the job takes", level => Rounded.Time(report.Job!.SecondsAt(level).Value));
        yield return ("n", level => Rounded.Whole(level.Tally.Answered));
    }

    static IEnumerable<string> Verdicts(Ladder ladder, Report report)
    {
        if (report.KneeOf(ladder) is { } knee) yield return $"knee: {LadderVerdicts.Sentence(knee)}";
        if (report.Job is { } job && JobText.Sentence(ladder, report.KneeOf(ladder), job) is { } sentence) yield return sentence;
        if (report.Target is { } target) yield return LadderVerdicts.Sentence(report.GoodputsOf(ladder), target);
        if (AdmissionCap.Of(ladder) is { } cap) yield return string.Create(CultureInfo.InvariantCulture, $"the server admits about {cap.Requests} at once; rows above c{cap.Requests} measure its queue: {cap.Evidence}");
    }
}
