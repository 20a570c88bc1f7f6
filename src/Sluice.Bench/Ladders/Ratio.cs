using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>One figure over the same figure of another server, with the interval of the ratio.</summary>
/// <param name="Value">Above 1 where the second is better: faster, or waiting less.</param>
public sealed record Ratio(double Value, Interval Interval, Comparison Verdict)
{
    /// <summary>Within this share of each other two servers are the same for any decision.</summary>
    public const double DefaultMargin = 0.03;

    /// <summary>
    /// By so much, as a share, a level that is measured at another time gives another figure, however many batches it has: one standard deviation of each side. Smaller than what a
    /// knee allows for, since with more no two measurements could ever be the same within <see cref="DefaultMargin"/>.
    /// </summary>
    const double OtherTime = 0.0075;

    /// <summary>From two independent figures. Null when one has no interval.</summary>
    /// <param name="lessIsBetter">For waits.</param>
    public static Ratio? Of(Figure first, Figure second, bool lessIsBetter, double margin = DefaultMargin) =>
        first is { Value: > 0, Interval: not null, N: >= 2 } && second is { Value: > 0, Interval: not null, N: >= 2 } ? Of(Knee.EstimateOf(first), Knee.EstimateOf(second), lessIsBetter, margin) : null;

    /// <summary>From two estimates of different times: their logarithms' difference by Student's t with Welch and Satterthwaite's degrees.</summary>
    public static Ratio Of(Estimate a, Estimate b, bool lessIsBetter, double margin = DefaultMargin)
    {
        var (va, vb) = (Square(a.Error / a.Value) + Square(OtherTime), Square(b.Error / b.Value) + Square(OtherTime));
        var log = Math.Log(b.Value / a.Value) * (lessIsBetter ? -1 : 1);
        var variance = va + vb;
        var degrees = Square(variance) / (Square(va) / a.Degrees + Square(vb) / b.Degrees);
        var half = StudentT.Quantile(0.975, Math.Max(1, degrees)) * Math.Sqrt(variance);
        return Judged(log, half, margin);
    }

    /// <summary>From repeats in pairs: the mean of the logarithms' differences. Null below three pairs.</summary>
    public static Ratio? OfPairs(IReadOnlyList<(double First, double Second)> pairs, bool lessIsBetter, double margin = DefaultMargin)
    {
        if (pairs.Count < 3) return null;
        double[] logs = [.. pairs.Select(pair => Math.Log(pair.Second / pair.First) * (lessIsBetter ? -1 : 1))];
        var interval = StudentT.OfMean(logs)!.Value;
        return Judged((interval.Low + interval.High) / 2, (interval.High - interval.Low) / 2, margin);
    }

    static Ratio Judged(double log, double half, double margin)
    {
        var interval = new Interval(Math.Exp(log - half), Math.Exp(log + half));
        var same = interval.Low >= 1 / (1 + margin) && interval.High <= 1 + margin;
        return new Ratio(Math.Exp(log), interval, same ? Comparison.Same : interval.Low > 1 ? Comparison.Better : interval.High < 1 ? Comparison.Worse : Comparison.Undecided);
    }

    static double Square(double value) => value * value;
}

/// <summary>What a ratio says of the second server.</summary>
public enum Comparison
{
    Better,
    Worse,

    /// <summary>The whole interval is within the margin.</summary>
    Same,

    /// <summary>The interval holds 1 and reaches beyond the margin: too close to call with what was measured.</summary>
    Undecided,
}
