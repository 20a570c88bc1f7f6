using System.Globalization;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting.Charts;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>How a latency spreads at each level: the percentiles that can be stated, as a fan.</summary>
static class FanCharts
{
    static readonly (string Name, double Percentile, Func<Distribution, Figure> Of)[] Percentiles = [("p50", 50, of => of.P50), ("p90", 90, of => of.P90), ("p95", 95, of => of.P95), ("p99", 99, of => of.P99)];

    public static IEnumerable<Chart> Of(LadderGroup group, Ladder ladder)
    {
        var target = group.Report.Target;
        yield return Fan(group, ladder, "ttft", "TTFT", level => level.Ttft, target?.TtftMs, level => level.TtftMs);
        yield return Fan(group, ladder, "itl", "ITL", level => level.Itl, null, null);
        yield return Fan(group, ladder, "tpot", "TPOT", level => level.Tpot, target?.TpotMs, level => level.TpotMs);
    }

    static Chart Fan(LadderGroup group, Ladder ladder, string id, string name, Func<LevelFigures, Distribution> spread, double? limit, Func<Catalog.Curves.Level, double?>? predicted)
    {
        var colour = group.ColourOf(ladder);
        List<ChartSeries> series = [.. Percentiles.Select((each, i) => Series(ladder, $"{name} {each.Name}", colour, i, level => each.Of(spread(level)))).Where(each => each.Points.Count > 0)];
        List<ChartSeries> drawn = predicted is null ? [] : [.. group.Overlays.Select(overlay => group.Series(overlay, "ms", level => predicted(level) is { } mean ? Figure.Of(mean, level.N) : null) with { Name = $"mean, {overlay.Name}" }).Where(each => each.Points.Count > 0)];

        // A prediction is of the mean: the measured mean stands beside it, and only then.
        if (drawn.Count > 0) series.Add(Series(ladder, $"{name} mean", colour, 4, level => spread(level).Mean));
        return new Chart
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{group.Id(id)}-{group.Ladders.ToList().IndexOf(ladder) + 1}"),
            Title = $"{name} of {ladder.Backend}",
            Summary = Sentence(ladder, name, spread),
            X = group.X,
            Y = new ChartAxis($"{name}, ms", AxisKind.Amount),
            Series = [.. series, .. drawn],
            Areas = [Between(ladder, colour, 2, spread, of => of.P50, of => of.P90), Between(ladder, colour, 1, spread, of => of.P90, of => of.P99)],
            Rules = limit is { } most ? [new ChartRule(false, most, null, $"target {Rounded.Of(most)} ms", Chart.Neutral)] : [],
            Remarks = Missing(ladder, spread) is { } missing ? [missing] : [],
        };
    }

    static ChartSeries Series(Ladder ladder, string name, int colour, int marker, Func<LevelFigures, Figure> figure) =>
        new(name, colour, marker, [.. ladder.Levels.Where(level => figure(level).Value is not null).Select(level => LadderGroup.Point(name, level, figure(level), "ms"))]);

    static ChartArea Between(Ladder ladder, int colour, int shade, Func<LevelFigures, Distribution> spread, Func<Distribution, Figure> low, Func<Distribution, Figure> high) =>
        new(colour, shade, [.. ladder.Levels.Where(level => low(spread(level)).Value is not null && high(spread(level)).Value is not null)
            .Select(level => (LadderGroup.XOf(level), new Interval(low(spread(level)).Value!.Value, high(spread(level)).Value!.Value)))]);

    static string Sentence(Ladder ladder, string name, Func<LevelFigures, Distribution> spread)
    {
        List<LevelFigures> known = [.. ladder.Levels.Where(level => spread(level).P50.Value is not null)];
        if (known.Count == 0) return $"No level has a median {name}.";
        var last = spread(known[^1]);
        var tail = Percentiles.LastOrDefault(each => each.Name != "p50" && each.Of(last).Value is not null);
        return string.Create(CultureInfo.InvariantCulture,
            $"The median is {Rounded.Of(spread(known[0]).P50)} ms at {known[0].Plan.Sending}{(known.Count > 1 ? $" and {Rounded.Of(last.P50)} ms at {known[^1].Plan.Sending}" : "")}{(tail.Of is null ? "" : $", where {tail.Name} is {Rounded.Of(tail.Of(last))} ms")}.");
    }

    /// <summary>All that could not be stated, in one sentence.</summary>
    static string? Missing(Ladder ladder, Func<LevelFigures, Distribution> spread)
    {
        List<string> missing = [];
        foreach (var (name, percentile, of) in Percentiles)
        {
            List<LevelFigures> without = [.. ladder.Levels.Where(level => of(spread(level)).Value is null)];
            if (without.Count > 0) missing.Add(string.Create(CultureInfo.InvariantCulture, $"{name} at {(without.Count == ladder.Levels.Count ? "any level" : string.Join(", ", without.Select(level => level.Plan.Sending)))} (it needs {Percentile.MinimumCount(percentile)} values)"));
        }

        return missing.Count == 0 ? null : $"Not stated, for want of values or because too many had not ended: {string.Join("; ", missing)}.";
    }
}
