using Sluice.Statistics.Samples;

namespace Sluice.Statistics.Intervals;

/// <summary>The interval of a rate that was watched over consecutive batches: what came in each, and how long each took.</summary>
public static class BatchMeans
{
    /// <summary>The name of the method in reports.</summary>
    public const string Method = "batch means, Student t";

    /// <summary>
    /// The ratio of sums with its interval: residuals of each batch from the common rate, with Student's t for the batches less one
    /// (Cochran, Sampling Techniques, 6.4). When neighbouring batches resemble each other, the variance is raised by
    /// (1 + r) / (1 − r) with r their correlation. Null below three batches.
    /// </summary>
    /// <param name="amounts">What came in each batch, in order.</param>
    /// <param name="durations">How long each took; all above 0.</param>
    public static (double Rate, Interval Interval)? OfRate(ReadOnlySpan<double> amounts, ReadOnlySpan<double> durations, double confidence = 0.95)
    {
        var batches = amounts.Length;
        if (batches < 3) return null;
        var (amount, time) = (0.0, 0.0);
        for (var i = 0; i < batches; i++) (amount, time) = (amount + amounts[i], time + durations[i]);
        var rate = amount / time;
        var residuals = new double[batches];
        var squares = 0.0;
        for (var i = 0; i < batches; i++)
        {
            residuals[i] = amounts[i] - rate * durations[i];
            squares += residuals[i] * residuals[i];
        }

        var variance = squares / (batches - 1) * batches / (time * time) * Inflation(residuals);
        var half = StudentT.Quantile((1 + confidence) / 2, batches - 1) * Math.Sqrt(variance);
        return (rate, new Interval(rate - half, rate + half));
    }

    static double Inflation(double[] residuals)
    {
        var r = Math.Clamp(Moments.LagOne(residuals), 0, 0.9);
        return (1 + r) / (1 - r);
    }
}
