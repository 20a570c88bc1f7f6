namespace Sluice.Statistics.Samples;

/// <summary>Mean, spread and correlation of a sample.</summary>
public static class Moments
{
    /// <summary>The mean and the standard deviation of a sample (n − 1 below the line).</summary>
    public static (double Mean, double Deviation) Of(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = 0.0;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, values.Length < 2 ? 0 : Math.Sqrt(squares / (values.Length - 1)));
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    /// <summary>The standard deviation of the values themselves (n below the line), as numpy's default.</summary>
    public static double PopulationDeviation(ReadOnlySpan<double> values)
    {
        var (_, deviation) = Of(values);
        return values.Length < 2 ? 0 : deviation * Math.Sqrt((values.Length - 1.0) / values.Length);
    }

    /// <summary>Correlation of successive values; 0 when they do not vary.</summary>
    public static double LagOne(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var (together, squares) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
            if (i > 0) together += (values[i] - mean) * (values[i - 1] - mean);
        }

        return squares <= 0 ? 0 : together / squares;
    }
}
