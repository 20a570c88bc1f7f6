using System.Globalization;
using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;
using Sluice.Statistics.Samples;

namespace Sluice.Bench.Ladders;

/// <summary>
/// The level past which throughput hardly rises while waits do: the smallest concurrency that gives <see cref="Share"/> of the best
/// rate on the ladder. Null <see cref="Level"/> when the ladder ends before it.
/// </summary>
public sealed record Knee
{
    /// <summary>Of the best rate; what a level less than this gives is worth another step.</summary>
    public const double Share = 0.97;

    /// <summary>
    /// By so much, as a share, the rate of a level differs from one minute to the next whatever its batches say: a level is one stretch of time, and batches
    /// within it share its weather. One standard deviation; two runs of one server that nothing disturbs are about that far apart.
    /// </summary>
    const double Weather = 0.01;

    /// <summary>Draws behind the interval.</summary>
    const int Draws = 1000;

    const int Seed = 20261121;

    /// <summary>The smallest measured level that gives the share; null when the rate was still rising at the last level, or too little was measured.</summary>
    public int? Level { get; init; }

    /// <summary>Where between the measured levels the share is reached, 95 %. Below a level it may lie as far down as a concave curve allows, above as high as the level itself.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The best rate: the mean of the levels that give nearly the largest.</summary>
    public double? BestTps { get; init; }

    /// <summary>How many times the TTFT at the knee is that of the next level up; null without one.</summary>
    public double? TtftRises { get; init; }

    /// <summary>Why there is no level.</summary>
    public string? Missing { get; init; }

    public const string Method = "bootstrap over the levels' intervals; between levels by concavity";

    public static Knee Of(Ladder ladder)
    {
        List<LevelFigures> levels = [.. ladder.Levels.Where(level => level.OutputTps.Value is not null && level.Plan.Concurrency > 0)];
        if (levels.Count < 3) return new Knee { Missing = "a knee needs three levels with a rate" };
        double[] concurrency = [.. levels.Select(level => (double)level.Plan.Concurrency)];
        Estimate[] rates = [.. levels.Select(level => EstimateOf(level.OutputTps))];
        double[] values = [.. rates.Select(rate => rate.Value)];
        var top = Top(rates);
        var at = First(values, top);
        var (interval, atEnd) = Bootstrap(concurrency, [.. rates.Select(rate => rate with { Error = Math.Sqrt(rate.Error * rate.Error + Weather * Weather * rate.Value * rate.Value), Degrees = Math.Max(rate.Degrees, 2) })], top);
        if (at == levels.Count - 1)
        {
            return new Knee
            {
                BestTps = Best(values, top),
                Interval = new Interval(interval.Low, double.PositiveInfinity),
                Missing = string.Create(CultureInfo.InvariantCulture, $"still rising at {concurrency[^1]:0}, the last level: the knee is not below {Math.Floor(interval.Low):0}"),
            };
        }

        return new Knee
        {
            Level = levels[at].Plan.Concurrency,
            Interval = atEnd ? interval with { High = double.PositiveInfinity } : interval,
            BestTps = Best(values, top),
            TtftRises = levels[at + 1].Ttft.P50.Value / levels[at].Ttft.P50.Value,
        };
    }

    /// <summary>Without an interval of its own a rate counts as exact: the report says how few batches it has.</summary>
    internal static Estimate EstimateOf(Figure figure) => figure is { Value: { } value, Interval: { } interval, N: >= 2 and var n }
        ? Estimate.Of(value, interval, n - 1)
        : new Estimate(figure.Value ?? 0, 0, 1);

    static int First(ReadOnlySpan<double> rates, bool[] top)
    {
        var target = Share * Best(rates, top);
        for (var i = 0; i < rates.Length; i++)
        {
            if (rates[i] >= target) return i;
        }

        return rates.Length - 1;
    }

    /// <summary>The levels that give nearly the largest rate, or may well do so: the largest of several equal ones is large by luck, and their mean is not.</summary>
    static bool[] Top(Estimate[] rates)
    {
        var most = rates.MaxBy(rate => rate.Value);
        return [.. rates.Select(rate => rate.Value + Math.Sqrt(rate.Error * rate.Error + most.Error * most.Error) >= Share * most.Value)];
    }

    static double Best(ReadOnlySpan<double> rates, bool[] top)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < rates.Length; i++)
        {
            if (top[i]) (sum, count) = (sum + rates[i], count + 1);
        }

        return sum / count;
    }

    /// <returns>The interval, and whether its upper end is the end of the ladder, where nothing is known of what lies beyond.</returns>
    static (Interval Interval, bool AtEnd) Bootstrap(double[] concurrency, Estimate[] rates, bool[] top)
    {
        var random = new Random(Seed);
        var (lows, highs) = (new double[Draws], new double[Draws]);
        var drawn = new double[rates.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = Math.Max(1e-9, rates[i].Draw(random));
            var at = First(drawn, top);
            highs[draw] = concurrency[at];
            lows[draw] = Earliest(concurrency, drawn, at, Share * Best(drawn, top));
        }

        Array.Sort(lows);
        Array.Sort(highs);
        var high = Quantile.Of(highs, 0.975);
        return (new Interval(Quantile.Of(lows, 0.025), high), high >= concurrency[^1]);
    }

    /// <summary>
    /// The smallest concurrency at which a concave curve through the levels may reach the share: it can lie no higher than the line
    /// through the two levels before continued, and no higher than the line through the two levels after continued back.
    /// </summary>
    static double Earliest(double[] concurrency, double[] rates, int at, double target)
    {
        if (at == 0) return concurrency[0];
        var (from, to) = (concurrency[at - 1], concurrency[at]);
        var slope = at >= 2 ? (rates[at - 1] - rates[at - 2]) / (concurrency[at - 1] - concurrency[at - 2]) : rates[at - 1] / concurrency[at - 1];
        var chord = (rates[at] - rates[at - 1]) / (to - from);
        var reached = from + (target - rates[at - 1]) / Math.Max(slope, chord);
        if (at + 1 < rates.Length && (rates[at + 1] - rates[at]) / (concurrency[at + 1] - concurrency[at]) is > 0 and var after)
        {
            // Continued back, the line of the next two levels is what the curve cannot exceed before them.
            reached = Math.Max(reached, to - (rates[at] - target) / after);
        }

        return Math.Clamp(reached, from, to);
    }
}
