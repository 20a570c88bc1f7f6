using System.Globalization;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting.Charts;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>Two servers as a ratio at each level, with where one overtakes the other.</summary>
static class CrossingCharts
{
    public static Chart Of(Crossing crossing, string id) => new()
    {
        Id = id,
        Title = $"{crossing.Second} against {crossing.First}: {crossing.Metric}",
        Summary = $"{crossing.Sentence}. Above 1 {crossing.Second} is better.",
        X = new ChartAxis("requests in flight", AxisKind.Levels),
        Y = new ChartAxis($"ratio, above 1: {ShortName.Of(crossing.Second)} is better", AxisKind.Ratio),
        Series = [Ratios($"{crossing.Second} ÷ {crossing.First}", [.. crossing.Levels.Where(level => level.Ratio is not null).Select(level => (level.Concurrency, level.Ratio!))])],
        Rules =
        [
            Margin(Ratio.DefaultMargin),
            .. crossing.At is { } at && crossing.Interval is not null
                ? [new ChartRule(true, at, crossing.Interval, string.Create(CultureInfo.InvariantCulture, $"{(crossing.Falls ? "falls behind" : "overtakes")} at {at:0.#}"), 0)]
                : (ChartRule[])[],
        ],
        Remarks = [.. crossing.Levels.Where(level => level.Ratio is null).Select(level => string.Create(CultureInfo.InvariantCulture, $"at {level.Concurrency} one of the two has no interval"))],
    };

    public static ChartSeries Ratios(string name, IReadOnlyList<(int Concurrency, Ratio Ratio)> levels) => new(name, 0, 0,
    [
        .. levels.Select(level => new ChartPoint(level.Concurrency, level.Ratio.Value,
            string.Create(CultureInfo.InvariantCulture, $"at {level.Concurrency}: {level.Ratio.Value:0.000} ({level.Ratio.Interval.Low:0.000} to {level.Ratio.Interval.High:0.000}), {ComparisonReport.Verdict(level.Ratio)}"))
        {
            Interval = level.Ratio.Interval,
        }),
    ]);

    /// <summary>Where two count as the same.</summary>
    public static ChartRule Margin(double margin) => new(false, 1, new Interval(1 / (1 + margin), 1 + margin), $"the same, within {Rounded.Percent(margin)}", Chart.Neutral);
}
