using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>The columns of tables for people: the measures, and what a target, a price, a power and a job make of them where there is one.</summary>
static class LevelColumns
{
    public static IEnumerable<(string Name, Func<LevelFigures, string> Of)> Of(Report report)
    {
        yield return ("output tok/s", LevelMarks.Rate);
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
        if (report.Ladders.Any(ladder => ladder.Levels.Any(level => LevelMarks.Of(level).Length > 0))) yield return ("marks", LevelMarks.Of);
    }
}
