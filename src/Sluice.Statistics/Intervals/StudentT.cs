namespace Sluice.Statistics.Intervals;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>P(T ≤ t).</summary>
    public static double Cumulative(double t, double degrees)
    {
        var tail = SpecialFunctions.RegularizedBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t below which a share of the distribution lies, by bisection.</summary>
    /// <param name="share">Above 0, below 1.</param>
    public static double Quantile(double share, double degrees)
    {
        if (share < 0.5) return -Quantile(1 - share, degrees);
        var (low, high) = (0.0, 1.0);
        while (Cumulative(high, degrees) < share) high *= 2;
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle, degrees) < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The interval of a mean from independent values; null below two.</summary>
    public static Interval? OfMean(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        if (values.Length < 2) return null;
        var (mean, deviation) = Samples.Moments.Of(values);
        var half = Quantile((1 + confidence) / 2, values.Length - 1) * deviation / Math.Sqrt(values.Length);
        return new Interval(mean - half, mean + half);
    }
}
