using System.Runtime.InteropServices;
using Sluice.Statistics.Samples;

namespace Sluice.Bench.Dialects;

/// <summary>The summary that most tools print, as numpy computes it.</summary>
public sealed class PeerStatistics
{
    /// <summary>Values above which they are counted in buckets in place of being kept (percentiles within 0.025 %): 32 MiB of them.</summary>
    const int MostKept = 1 << 22;

    readonly List<double> _sorted = [];
    readonly Buckets? _buckets;

    PeerStatistics(List<double> sorted)
    {
        var values = CollectionsMarshal.AsSpan(_sorted = sorted);
        values.Sort();
        (N, Mean, Deviation, Least, Most) = (sorted.Count, Moments.Mean(values), Moments.PopulationDeviation(values), values[0], values[^1]);
    }

    PeerStatistics(Buckets buckets)
    {
        _buckets = buckets;
        (N, Mean, Deviation, Least, Most) = (buckets.Count, buckets.Mean, buckets.Deviation * Math.Sqrt((buckets.Count - 1.0) / buckets.Count), buckets.Least, buckets.Most);
    }

    public int N { get; }

    public double Mean { get; }

    /// <summary>Of the values themselves (n below the line).</summary>
    public double Deviation { get; }

    public double Least { get; }

    public double Most { get; }

    public double Median => At(50);

    /// <param name="values">Walked through twice when they are many.</param>
    /// <returns>Null without values.</returns>
    public static PeerStatistics? Of(IEnumerable<double> values)
    {
        var kept = new List<double>();
        foreach (var value in values)
        {
            if (kept.Count == MostKept) return new PeerStatistics(Counted(values));
            kept.Add(value);
        }

        return kept.Count == 0 ? null : new PeerStatistics(kept);
    }

    public double At(double percentile) => _buckets?.Quantile(percentile / 100) ?? Quantile.Of(CollectionsMarshal.AsSpan(_sorted), percentile / 100);

    static Buckets Counted(IEnumerable<double> values)
    {
        var buckets = new Buckets();
        foreach (var value in values) buckets.Add(Math.Max(0, value)); // a log that somebody else wrote may go back in time
        return buckets;
    }
}
