namespace Sluice.Statistics.Intervals;

/// <summary>Intervals of quantiles without assuming a distribution.</summary>
public static class OrderStatistics
{
    /// <summary>
    /// The two values of a sample between which the quantile lies with at least the confidence: the number of values below a
    /// quantile is binomial. Null when the sample is too small to bound it on both sides.
    /// </summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="quantile">0.5 for the median.</param>
    public static Interval? OfQuantile(ReadOnlySpan<double> sorted, double quantile, double confidence = 0.95)
    {
        return Ranks(sorted.Length, quantile, confidence) is var (low, high) ? new Interval(sorted[low - 1], sorted[high - 1]) : null;
    }

    /// <summary>The same as ranks, from 1, for who has no sorted values at hand.</summary>
    public static (int Low, int High)? Ranks(int n, double quantile, double confidence = 0.95)
    {
        var tail = (1 - confidence) / 2;

        // The r-th value (from 1) is above the quantile when fewer than r values are below it.
        var (low, high) = (0, n + 1);
        for (int from = 1, to = n; from <= to;)
        {
            var middle = (from + to) / 2;
            if (BelowOrEqual(n, quantile, middle - 1) <= tail) (low, from) = (middle, middle + 1);
            else to = middle - 1;
        }

        for (int from = 1, to = n; from <= to;)
        {
            var middle = (from + to) / 2;
            if (1 - BelowOrEqual(n, quantile, middle - 1) <= tail) (high, to) = (middle, middle - 1);
            else from = middle + 1;
        }

        return low < 1 || high > n ? null : (low, high);
    }

    /// <summary>P(X ≤ k) of a binomial, through the incomplete beta function.</summary>
    static double BelowOrEqual(int n, double chance, int k) => k < 0 ? 0 : k >= n ? 1 : SpecialFunctions.RegularizedBeta(n - k, k + 1, 1 - chance);
}
