namespace Sluice.Bench.Measures;

/// <summary>Percentiles that are stated only when enough values stand behind them.</summary>
public static class Percentile
{
    /// <summary>
    /// Values needed before a percentile means something: p90 64, p95 130, p99 662 (distribution-free 95 % intervals on an
    /// order statistic reach no further than the maximum only from there on); the median needs 6.
    /// </summary>
    public static int MinimumCount(double percentile) => percentile switch
    {
        <= 50 => 6,
        <= 90 => 64,
        <= 95 => 130,
        _ => 662,
    };

    /// <summary>Linear between closest ranks, as numpy's default. Null below <see cref="MinimumCount"/>.</summary>
    /// <param name="sorted">Ascending.</param>
    public static double? Of(ReadOnlySpan<double> sorted, double percentile)
    {
        if (sorted.Length < MinimumCount(percentile)) return null;
        var rank = (sorted.Length - 1) * percentile / 100;
        var below = (int)Math.Floor(rank);
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    }
}
