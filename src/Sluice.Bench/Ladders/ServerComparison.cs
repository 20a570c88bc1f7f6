using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>One metric of two servers at one level.</summary>
/// <param name="Ratio">Second over first, above 1 where the second is better; null when one side has too little.</param>
/// <param name="Turns">Pairs of turns behind it; 0 when two separate measurements are compared.</param>
public sealed record ComparedLevel(string Workload, int Concurrency, string Metric, double? First, double? Second, Ratio? Ratio, int Turns);

/// <summary>Two servers, level by level. Where they took turns, each pair of turns met the same conditions and is compared by itself.</summary>
public static class ServerComparison
{
    static readonly (string Name, Func<LevelFigures, Figure> Of, bool LessIsBetter)[] Metrics =
        [("output tok/s", level => level.OutputTps, false), ("TTFT ms", level => level.Ttft.Mean, true), ("TPOT ms", level => level.Tpot.Mean, true)];

    /// <summary>Of two backends of one log, or of two logs with one backend each.</summary>
    public static IReadOnlyList<ComparedLevel> Of(IEnumerable<LevelLog> first, IEnumerable<LevelLog> second, double margin)
    {
        List<LevelFigures> a = [.. first.Select(LevelFigures.Of)], b = [.. second.Select(LevelFigures.Of)];
        return
        [
            .. from key in a.Select(KeyOf).Distinct()
               where b.Any(level => KeyOf(level) == key)
               from metric in Metrics
               select Compare(key, metric.Name, [.. a.Where(level => KeyOf(level) == key)], [.. b.Where(level => KeyOf(level) == key)], metric.Of, metric.LessIsBetter, margin),
        ];
    }

    static (string Workload, LoadKind Load, int Concurrency, double? Rate) KeyOf(LevelFigures level) => (level.Plan.Workload, level.Plan.Load, level.Plan.Concurrency, level.Plan.Rate);

    static ComparedLevel Compare((string Workload, LoadKind, int Concurrency, double?) key, string metric, List<LevelFigures> a, List<LevelFigures> b, Func<LevelFigures, Figure> figure, bool lessIsBetter, double margin)
    {
        List<(double, double)> pairs = [.. a.Where(level => level.Plan.Repeat > 0)
            .Join(b.Where(level => level.Plan.Repeat > 0), level => level.Plan.Repeat, level => level.Plan.Repeat, (one, other) => (One: figure(one).Value, Other: figure(other).Value))
            .Where(pair => pair is { One: > 0, Other: > 0 }).Select(pair => (pair.One!.Value, pair.Other!.Value))];
        var ratio = pairs.Count > 1 ? Ratio.OfPairs(pairs, lessIsBetter, margin) : Ratio.Of(figure(a[^1]), figure(b[^1]), lessIsBetter, margin);
        return pairs.Count > 1
            ? new ComparedLevel(key.Workload, key.Concurrency, metric, pairs.Average(pair => pair.Item1), pairs.Average(pair => pair.Item2), ratio, pairs.Count)
            : new ComparedLevel(key.Workload, key.Concurrency, metric, figure(a[^1]).Value, figure(b[^1]).Value, ratio, 0);
    }
}
