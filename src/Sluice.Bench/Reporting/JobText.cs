using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Reporting;

/// <summary>What a ladder means for a job: how long it takes one at a time, and how long with more in flight.</summary>
static class JobText
{
    /// <summary>
    /// "58 tokens/s one at a time, 319 at 32: 5.5 times; 124,000 records of 700 tokens take 17.3 days one at a time, 3.1 days at 32". Between the lowest level
    /// and the knee, or the fastest where there is no knee. Null when the lowest has no rate.
    /// </summary>
    public static string? Sentence(Ladder ladder, Knee? knee, Job job)
    {
        List<LevelFigures> levels = [.. ladder.Levels.Where(level => level.Plan.Concurrency > 0 && level.OutputTps.Value > 0 && job.SecondsAt(level).Value is not null)];
        if (levels.Count == 0) return null;
        var (slow, fast) = (levels[0], levels.FirstOrDefault(level => level.Plan.Concurrency == knee?.Level) ?? levels.MaxBy(level => level.OutputTps.Value)!);
        var records = string.Create(CultureInfo.InvariantCulture, $"{job.Records:#,0} records{(job.Tokens is { } tokens ? $" of {tokens:#,0} tokens" : "")}");
        var alone = $"{Speed(slow)} tokens/s {At(slow)}";
        var takes = $"{records} take {Rounded.Time(job.SecondsAt(slow).Value)} {At(slow)}";
        if (fast == slow) return levels.Count == 1 ? $"{alone}; {takes}" : $"{alone}, and no more with more in flight; {takes}";
        return string.Create(CultureInfo.InvariantCulture, $"{alone}, {Speed(fast)} {At(fast)}: {fast.OutputTps.Value / slow.OutputTps.Value:0.0} times; {takes}, {Rounded.Time(job.SecondsAt(fast).Value)} {At(fast)}");
    }

    public static void Table(StringBuilder text, Ladder ladder, Job job)
    {
        var table = new TextTable("c", "output tok/s", "the job takes", "95 %");
        foreach (var level in ladder.Levels)
        {
            var seconds = job.SecondsAt(level);
            table.Add(level.Plan.Concurrency > 0 ? Rounded.Whole(level.Plan.Concurrency) : level.Plan.Sending, Rounded.Of(level.OutputTps), Rounded.Time(seconds.Value),
                seconds.Interval is { } interval ? $"{Rounded.Time(interval.Low, seconds.Value)} to {Rounded.Time(interval.High, seconds.Value)}" : Rounded.Unknown);
        }

        table.WriteTo(text);
    }

    static string At(LevelFigures level) => level.Plan.Concurrency == 1 ? "one at a time" : string.Create(CultureInfo.InvariantCulture, $"at {level.Plan.Concurrency}");

    static string Speed(LevelFigures level) => level.OutputTps.Value!.Value.ToString(level.OutputTps.Value >= 100 ? "#,0" : "0.#", CultureInfo.InvariantCulture);
}
