using Sluice.Statistics.Samples;

namespace Sluice.Bench.Dialects;

/// <summary>The summary that most tools print, as numpy computes it.</summary>
/// <param name="Deviation">Of the values themselves (n below the line).</param>
public sealed record PeerStatistics(int N, double Mean, double Deviation, double Least, double Most, IReadOnlyList<double> Sorted)
{
    /// <summary>Null without values.</summary>
    public static PeerStatistics? Of(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        if (sorted.Length == 0) return null;
        Array.Sort(sorted);
        return new PeerStatistics(sorted.Length, Moments.Mean(sorted), Moments.PopulationDeviation(sorted), sorted[0], sorted[^1], sorted);
    }

    public double Median => At(50);

    public double At(double percentile) => Quantile.Of([.. Sorted], percentile / 100);
}
