namespace Sluice.Statistics.Samples;

/// <summary>
/// A series whose neighbours resemble each other, the further ones less by the power of their distance (first-order autoregression): what is known of short stretches of it.
/// All follows from the covariances by summing them (Box, Jenkins and Reinsel, Time Series Analysis, 2.1.5 and 3.2.3).
/// </summary>
public static class Autoregression
{
    /// <summary>Above this a stretch of some twenty values cannot tell a resemblance from a trend.</summary>
    const double Most = 0.9;

    /// <summary>Values below which the correction is larger than what it corrects.</summary>
    const int Shortest = 6;

    /// <summary>The variance of the mean of so many values, times their number over the variance of one: 1 when they are independent.</summary>
    public static double MeanInflation(double correlation, int count)
    {
        var (sum, power) = (1.0, 1.0);
        for (var k = 1; k < count; k++)
        {
            power *= correlation;
            sum += 2 * (1 - k / (double)count) * power;
        }

        return sum;
    }

    /// <summary>By how much the usual variance of a mean (the sample's variance over the number) is too small: it misses the resemblance, and the sample's variance is about its own mean.</summary>
    public static double VarianceInflation(double correlation, int count)
    {
        var inflation = MeanInflation(correlation, count);
        return Math.Max(1, inflation / (count / (count - 1.0) * (1 - inflation / count)));
    }

    /// <summary>
    /// The correlation of neighbours from that of several short stretches, each taken about its own mean: of n values it is expected to be smaller by (1 + 4r) / n (Marriott and
    /// Pope, Bias in the estimation of autocorrelations, Biometrika 41, 1954). From 0 to 0.9; 0 when no stretch is long enough.
    /// </summary>
    /// <param name="stretches">Values and the lag-one correlation of each stretch.</param>
    public static double FromShort(IReadOnlyList<(int Count, double LagOne)> stretches)
    {
        var (weight, seen, missing) = (0.0, 0.0, 0.0);
        foreach (var (count, lagOne) in stretches.Where(stretch => stretch.Count >= Shortest))
        {
            weight += count - 1;
            seen += (count - 1) * lagOne;
            missing += (count - 1) / (double)count;
        }

        return weight <= 0 ? 0 : Math.Clamp((seen + missing) / (weight - 4 * missing), 0, Most);
    }
}
