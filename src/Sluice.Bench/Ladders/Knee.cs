using System.Globalization;
using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>
/// The level past which throughput hardly rises while waits do: the smallest concurrency that gives <see cref="Share"/> of the best
/// rate on the ladder. Null <see cref="Level"/> when the ladder ends before it.
/// </summary>
public sealed record Knee
{
    /// <summary>Of the best rate; what a level less than this gives is worth another step.</summary>
    public const double Share = 0.97;

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

    public const string Method = "levels drawn anew within their errors, with batches that resemble each other and weather between levels; between levels by concavity";

    public static Knee Of(Ladder ladder)
    {
        List<LevelFigures> levels = [.. ladder.Levels.Where(level => level.OutputTps.Value is not null && level.Plan.Concurrency > 0)];
        if (levels.Count < 3) return new Knee { Missing = "a knee needs three levels with a rate" };
        double[] concurrency = [.. levels.Select(level => (double)level.Plan.Concurrency)];
        Estimate[] rates = RatesOf(levels);
        double[] values = [.. rates.Select(rate => rate.Value)];
        var best = BestLevels.Of(rates);
        var at = best.FirstNear(values);
        var interval = KneeInterval.Of(concurrency, rates);
        if (at == levels.Count - 1)
        {
            return new Knee
            {
                BestTps = best.Rate(values),
                Interval = interval.Range with { High = double.PositiveInfinity },
                Missing = string.Create(CultureInfo.InvariantCulture, $"still rising at {concurrency[^1]:0}, the last level: the knee is not below {Math.Floor(interval.Range.Low):0}"),
            };
        }

        return new Knee
        {
            Level = levels[at].Plan.Concurrency,
            Interval = interval.IsOpen ? interval.Range with { High = double.PositiveInfinity } : interval.Range,
            BestTps = best.Rate(values),
            TtftRises = levels[at + 1].Ttft.P50.Value / levels[at].Ttft.P50.Value,
        };
    }

    /// <summary>Without batches a rate is taken with the interval that it has.</summary>
    static Estimate[] RatesOf(IReadOnlyList<LevelFigures> levels) => levels.All(level => level.OutputBatches is not null)
        ? PooledBatches.Of([.. levels.Select(level => level.OutputBatches!.Value)])
        : [.. levels.Select(level => EstimateOf(level.OutputTps))];

    /// <summary>Without an interval of its own a rate counts as exact: the report says how few batches it has.</summary>
    internal static Estimate EstimateOf(Figure figure) => figure is { Value: { } value, Interval: { } interval, N: >= 2 and var n }
        ? Estimate.Of(value, interval, n - 1)
        : new Estimate(figure.Value ?? 0, 0, 1);
}
