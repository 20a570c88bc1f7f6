using Sluice.Bench.Events;
using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>One metric of two servers at one level.</summary>
/// <param name="Ratio">Second over first, above 1 where the second is better; null when one side has too little.</param>
/// <param name="Turns">Pairs of turns behind it; 0 when two separate measurements are compared.</param>
public sealed record ComparedLevel(string Workload, int Concurrency, string Metric, double? First, double? Second, Ratio? Ratio, int Turns);

/// <summary>Two servers, level by level. Where they took turns, each pair of turns met the same conditions and is compared by itself.</summary>
public static class ServerComparison
{
    const string Output = "output tok/s";

    static readonly (string Name, Func<LevelFigures, Figure> Of, bool LessIsBetter)[] Metrics =
        [(Output, level => level.OutputTps, false), ("TTFT ms", level => level.Ttft.Mean, true), ("TPOT ms", level => level.Tpot.Mean, true)];

    /// <summary>Of two backends of one log, or of two logs with one backend each.</summary>
    public static IReadOnlyList<ComparedLevel> Of(IEnumerable<LevelLog> first, IEnumerable<LevelLog> second, double margin)
    {
        List<LevelFigures> a = [.. first.Select(LevelFigures.Of)], b = [.. second.Select(LevelFigures.Of)];
        var rates = RatesOf([.. a, .. b]);
        return
        [
            .. from key in a.Select(KeyOf).Distinct()
               where b.Any(level => KeyOf(level) == key)
               from metric in Metrics
               select Compare(key, [.. a.Where(level => KeyOf(level) == key)], [.. b.Where(level => KeyOf(level) == key)], metric, rates, margin),
        ];
    }

    static (string Workload, LoadKind Load, int Concurrency, double? Rate) KeyOf(LevelFigures level) => (level.Plan.Workload, level.Plan.Load, level.Plan.Concurrency, level.Plan.Rate);

    static ComparedLevel Compare((string Workload, LoadKind, int Concurrency, double?) key, List<LevelFigures> a, List<LevelFigures> b, (string Name, Func<LevelFigures, Figure> Of, bool LessIsBetter) metric, Dictionary<LevelFigures, Estimate> rates, double margin)
    {
        List<(double, double)> pairs = [.. a.Where(level => level.Plan.Repeat > 0)
            .Join(b.Where(level => level.Plan.Repeat > 0), level => level.Plan.Repeat, level => level.Plan.Repeat, (one, other) => (One: metric.Of(one).Value, Other: metric.Of(other).Value))
            .Where(pair => pair is { One: > 0, Other: > 0 }).Select(pair => (pair.One!.Value, pair.Other!.Value))];
        if (pairs.Count > 1)
            return new ComparedLevel(key.Workload, key.Concurrency, metric.Name, pairs.Average(pair => pair.Item1), pairs.Average(pair => pair.Item2), Ratio.OfPairs(pairs, metric.LessIsBetter, margin), pairs.Count);
        var (first, second) = (metric.Of(a[^1]), metric.Of(b[^1]));
        var ratio = metric.Name == Output && rates.TryGetValue(a[^1], out var one) && rates.TryGetValue(b[^1], out var other) ? Ratio.Of(one, other, lessIsBetter: false, margin) : Ratio.Of(first, second, metric.LessIsBetter, margin);
        return new ComparedLevel(key.Workload, key.Concurrency, metric.Name, first.Value, second.Value, ratio, 0);
    }

    /// <summary>The output rates of levels that were measured apart, with errors that know of drifts within a level: from the batches of all levels together.</summary>
    static Dictionary<LevelFigures, Estimate> RatesOf(IReadOnlyList<LevelFigures> levels)
    {
        List<LevelFigures> batched = [.. levels.Where(level => level is { OutputTps.Interval: not null, OutputBatches: not null })];
        var rates = PooledBatches.Of([.. batched.Select(level => level.OutputBatches!.Value)]);
        return batched.Select((level, i) => (level, rate: rates[i])).Where(pair => pair.rate is { Value: > 0, Error: > 0 }).ToDictionary(pair => pair.level, pair => pair.rate, ReferenceEqualityComparer.Instance as IEqualityComparer<LevelFigures>);
    }
}
