using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting.Charts;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>What is paid for throughput: each level as a pair of its rate and what one request sees. Levels that another one beats in both are hollow.</summary>
static class FrontierCharts
{
    public static IEnumerable<Chart> Of(LadderGroup group)
    {
        yield return Chart(group, "frontier", "Throughput against the wait for a first token", "TTFT mean, ms", level => level.Ttft.Mean.Value, lessIsBetter: true);
        yield return Chart(group, "user", "Throughput against the speed of one stream", "tok/s of one stream (1000 ÷ mean TPOT)", level => 1000 / level.Tpot.Mean.Value, lessIsBetter: false);
    }

    static Chart Chart(LadderGroup group, string id, string title, string axis, Func<LevelFigures, double?> seen, bool lessIsBetter)
    {
        var pairs = group.Ladders.SelectMany(ladder => ladder.Levels.Select(level => (ladder, level, X: seen(level), Y: level.OutputTps.Value))).Where(pair => pair is { X: > 0, Y: > 0 }).ToList();
        var best = pairs.Where(pair => !pairs.Any(other => Better(other.X!.Value, pair.X!.Value) >= 0 && other.Y >= pair.Y && (Better(other.X!.Value, pair.X!.Value) > 0 || other.Y > pair.Y))).ToHashSet();
        var frontier = best.OrderBy(pair => pair.X).Select(pair => new ChartPoint(pair.X!.Value, pair.Y!.Value, "")).ToList();
        return new Chart
        {
            Id = group.Id(id),
            Title = title,
            Summary = pairs.Count == 0 ? "No level has both figures." : $"The best trade-offs are {string.Join(", ", best.OrderBy(pair => pair.Y).Select(pair => Named(pair.ladder, pair.level, group)))}{(best.Count < pairs.Count ? "; every other level is beaten in both" : "")}.",
            X = new ChartAxis(axis, AxisKind.Amount),
            Y = new ChartAxis("output tok/s", AxisKind.Amount),
            IsScatter = true,
            Series =
            [
                new ChartSeries("best trade-offs", Charts.Chart.Neutral, 0, frontier) { IsLineOnly = true },
                .. group.Ladders.Select(ladder => new ChartSeries(ladder.Backend, group.ColourOf(ladder), group.ColourOf(ladder),
                [
                    .. pairs.Where(pair => pair.ladder == ladder).Select(pair => new ChartPoint(pair.X!.Value, pair.Y!.Value, $"{ladder.Backend}, {pair.level.Plan.Sending}: {Rounded.Of(pair.Y)} tok/s at {Rounded.Of(pair.X)} {axis}{(best.Contains(pair) ? "" : ", beaten in both")}")
                    {
                        Mark = pair.level.Plan.Sending,
                        Row = pair.level.Plan.Sending,
                        IsHollow = !best.Contains(pair),
                    }),
                ]) { IsLoose = true }),
            ],
        };

        double Better(double one, double other) => lessIsBetter ? other - one : one - other;
    }

    static string Named(Ladder ladder, LevelFigures level, LadderGroup group) => group.Ladders.Count > 1 ? $"{ladder.Backend} {level.Plan.Sending}" : level.Plan.Sending;
}
