namespace Sluice.Statistics.Samples;

/// <summary>Quantiles of a sorted sample.</summary>
public static class Quantile
{
    /// <summary>Linear between closest ranks, as numpy's default (Hyndman and Fan's type 7). At least one value.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="share">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        var rank = (sorted.Length - 1) * share;
        var below = (int)Math.Floor(rank);
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + (rank - below) * (sorted[below + 1] - sorted[below]);
    }
}
