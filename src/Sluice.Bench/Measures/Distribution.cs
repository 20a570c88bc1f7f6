using System.Globalization;
using System.Runtime.InteropServices;
using Sluice.Statistics.Intervals;
using Sluice.Statistics.Samples;
using Sluice.Statistics.Survival;

namespace Sluice.Bench.Measures;

/// <summary>
/// A latency over many requests. Waits whose end was not seen are kept: they count as at least so long (Kaplan-Meier), because the
/// slowest are just those that are still waiting when a run stops.
/// </summary>
public sealed record Distribution
{
    /// <summary>How quantile intervals are made without censored values.</summary>
    public const string Method = "order statistics";

    /// <summary>Values above which they are counted in buckets in place of being kept: 32 MiB of them.</summary>
    const int MostKept = 1 << 22;

    /// <summary>Values that were seen.</summary>
    public required int N { get; init; }

    /// <summary>Waits that had not ended.</summary>
    public required int Censored { get; init; }

    public required Figure Mean { get; init; }

    public required Figure P50 { get; init; }

    public required Figure P90 { get; init; }

    public required Figure P95 { get; init; }

    public required Figure P99 { get; init; }

    public double? Least { get; init; }

    public double? Most { get; init; }

    /// <param name="values">Seen values, in any order.</param>
    /// <param name="censored">How long the others had waited.</param>
    public static Distribution Of(IEnumerable<double> values, IEnumerable<double>? censored = null)
    {
        var seen = new List<double>();
        foreach (var value in values)
        {
            if (censored is null && seen.Count == MostKept) return OfMany(values);
            seen.Add(value);
        }

        seen.Sort();
        double[] waiting = [.. censored ?? []];
        var survival = waiting.Length > 0 ? new KaplanMeier(seen, waiting) : null;
        return new Distribution
        {
            N = seen.Count,
            Censored = waiting.Length,
            Mean = MeanOf(CollectionsMarshal.AsSpan(seen), waiting),
            P50 = At(50),
            P90 = At(90),
            P95 = At(95),
            P99 = At(99),
            Least = seen.Count > 0 ? seen[0] : null,
            Most = seen.Count > 0 ? seen[^1] : null,
        };

        Figure At(double percentile)
        {
            var n = seen.Count + waiting.Length;
            if (n < Percentile.MinimumCount(percentile))
                return Figure.None(string.Create(CultureInfo.InvariantCulture, $"p{percentile:0} needs {Percentile.MinimumCount(percentile)} values, there are {n}"), n);
            if (survival is null)
                return Figure.Of(Quantile.Of(CollectionsMarshal.AsSpan(seen), percentile / 100), n) with { Interval = OrderStatistics.OfQuantile(CollectionsMarshal.AsSpan(seen), percentile / 100), Method = Method };
            return survival.Quantile(percentile / 100) is { } value
                ? Figure.Of(value, n) with { Method = "Kaplan-Meier" }
                : Figure.None(string.Create(CultureInfo.InvariantCulture, $"{waiting.Length} of {n} had not ended: p{percentile:0} is beyond what was seen"), n);
        }
    }

    /// <summary>More than are kept: walked through once more.</summary>
    static Distribution OfMany(IEnumerable<double> all)
    {
        var buckets = new Buckets();
        foreach (var value in all) buckets.Add(value);
        var width = StudentT.Quantile(0.975, buckets.Count - 1) * buckets.Deviation / Math.Sqrt(buckets.Count);
        return new Distribution
        {
            N = buckets.Count,
            Censored = 0,
            Mean = Figure.Of(buckets.Mean, buckets.Count) with { Interval = new Interval(buckets.Mean - width, buckets.Mean + width), Method = "Student t" },
            P50 = At(50),
            P90 = At(90),
            P95 = At(95),
            P99 = At(99),
            Least = buckets.Least,
            Most = buckets.Most,
        };

        Figure At(double percentile) => Figure.Of(buckets.Quantile(percentile / 100), buckets.Count) with
        {
            Interval = OrderStatistics.Ranks(buckets.Count, percentile / 100) is var (low, high) ? new Interval(buckets.At(low), buckets.At(high)) : null,
            Method = Method,
        };
    }

    static Figure MeanOf(ReadOnlySpan<double> seen, double[] waiting)
    {
        if (waiting.Length > 0)
        {
            var least = ((seen.IsEmpty ? 0 : Moments.Mean(seen) * seen.Length) + waiting.Sum()) / (seen.Length + waiting.Length);
            return Figure.None(string.Create(CultureInfo.InvariantCulture, $"{waiting.Length} of {seen.Length + waiting.Length} had not ended: the mean is at least {least:0.###}"), seen.Length + waiting.Length);
        }

        if (seen.Length == 0) return Figure.None("no values");
        return Figure.Of(Moments.Mean(seen), seen.Length) with { Interval = StudentT.OfMean(seen), Method = seen.Length > 1 ? "Student t" : null };
    }
}
