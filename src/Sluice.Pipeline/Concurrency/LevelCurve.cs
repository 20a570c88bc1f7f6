namespace Sluice.Pipeline.Concurrency;

/// <summary>The levels measured so far, and what follows from them. One value a level: the last one stands.</summary>
internal sealed class LevelCurve
{
    readonly SortedDictionary<int, MeasuredLevel> levels = [];

    public IReadOnlyCollection<MeasuredLevel> Levels => levels.Values;

    public MeasuredLevel? Best => levels.Values.MaxBy(level => level.Rate);

    public void Add(MeasuredLevel level)
    {
        if (level.Rough && levels.TryGetValue(level.Concurrency, out var known) && !known.Rough) return;
        levels[level.Concurrency] = level;
    }

    public void Clear() => levels.Clear();

    public double? RateAt(int concurrency) => levels.TryGetValue(concurrency, out var level) ? level.Rate : null;

    /// <summary>The highest level below one.</summary>
    public MeasuredLevel? Below(int concurrency) => levels.Values.LastOrDefault(level => level.Concurrency < concurrency);

    /// <summary>The smallest level within <paramref name="share"/> of the best, at most <paramref name="ceiling"/>; null when nothing was measured.</summary>
    public MeasuredLevel? Smallest(double share, int ceiling)
    {
        var allowed = levels.Values.Where(level => level.Concurrency <= ceiling).ToList();
        return allowed.Count == 0 ? null : allowed.First(level => level.Rate >= share * allowed.Max(other => other.Rate));
    }

    /// <summary>How the rate answers to concurrency at a level: 1 when it doubles with it, 0 when it stays. Null without a level below.</summary>
    public double? Elasticity(MeasuredLevel at) => Below(at.Concurrency) is { } below
        ? Math.Log(at.Rate / below.Rate) / Math.Log((double)at.Concurrency / below.Concurrency) : null;
}
