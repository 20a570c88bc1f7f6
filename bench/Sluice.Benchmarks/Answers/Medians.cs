namespace Sluice.Benchmarks.Answers;

internal static class Medians
{
    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Of(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
