using Sluice.Statistics.Samples;

namespace Sluice.Statistics.Intervals;

/// <summary>
/// The rates of several stretches of one process, each watched over batches. How much neighbouring batches resemble each other is learnt from all stretches together: ten
/// batches alone take a slow drift for a difference of their means.
/// </summary>
public static class PooledBatches
{
    /// <summary>Batches below which a stretch says nothing of its error.</summary>
    const int Least = 3;

    /// <summary>A variance from fewer independent values would make any interval endless.</summary>
    const double LeastDegrees = 3;

    /// <param name="stretches">What came in each batch, in order, and how long it took.</param>
    /// <returns>In the order of the stretches; without an error where one has too few batches.</returns>
    public static Estimate[] Of(IReadOnlyList<(double[] Amounts, double[] Durations)> stretches)
    {
        double[][] residuals = [.. stretches.Select(stretch => ResidualsOf(stretch.Amounts, stretch.Durations))];
        var correlation = Autoregression.FromShort([.. residuals.Where(each => each.Length >= Least && each.Any(residual => residual != 0)).Select(each => (each.Length, Moments.LagOne(each)))]);
        return [.. stretches.Select((stretch, i) => Of(stretch.Amounts.Sum() / stretch.Durations.Sum(), residuals[i], stretch.Durations, correlation))];
    }

    static Estimate Of(double rate, double[] residuals, double[] durations, double correlation)
    {
        var count = residuals.Length;
        if (count < Least) return new Estimate(rate, 0, 1);
        var time = durations.Sum();
        var variance = residuals.Sum(residual => residual * residual) / (count - 1) * count / (time * time);
        return new Estimate(rate, Math.Sqrt(variance * Autoregression.VarianceInflation(correlation, count)), Math.Clamp((count - 1) / Autoregression.MeanInflation(correlation, count), Math.Min(LeastDegrees, count - 1), count - 1));
    }

    /// <summary>What each batch has more or less than the common rate would give.</summary>
    static double[] ResidualsOf(double[] amounts, double[] durations)
    {
        var rate = amounts.Sum() / durations.Sum();
        return [.. amounts.Select((amount, i) => amount - rate * durations[i])];
    }
}
