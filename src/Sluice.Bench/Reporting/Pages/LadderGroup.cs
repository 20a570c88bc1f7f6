using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Bench.Reporting.Charts;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>The ladders of one workload under one kind of load, side by side: what one set of charts shows.</summary>
/// <param name="Number">From 1, for the names of its places on the page.</param>
/// <param name="Overlays">Curves of the same workload, drawn beside what was measured.</param>
sealed record LadderGroup(int Number, Report Report, IReadOnlyList<Ladder> Ladders, IReadOnlyList<Overlay> Overlays)
{
    public string Title => Ladders[0].Title[(Ladders[0].Backend.Length + 2)..];

    public LoadKind Load => Ladders[0].Load;

    public bool HoldsConcurrency => Load is LoadKind.Closed or LoadKind.Burst;

    /// <summary>A trace is one level; its figures stand in the table alone.</summary>
    public bool HasCharts => Load != LoadKind.Trace;

    public ChartAxis X => new(HoldsConcurrency ? "requests in flight" : "requests a second sent", AxisKind.Levels);

    public static double XOf(LevelFigures level) => level.Plan.Concurrency > 0 ? level.Plan.Concurrency : level.Plan.Rate ?? 0;

    public string Id(string name) => string.Create(CultureInfo.InvariantCulture, $"w{Number}-{name}");

    /// <summary>Servers and curves keep their colour and mark over all charts of the group; further ones begin anew.</summary>
    public int ColourOf(Ladder ladder) => Ladders.ToList().IndexOf(ladder) % Chart.Colours;

    public int ColourOf(Overlay overlay) => (Ladders.Count + Overlays.ToList().IndexOf(overlay)) % Chart.Colours;

    /// <summary>One figure of each level of a ladder.</summary>
    public ChartSeries Series(Ladder ladder, string unit, Func<LevelFigures, Figure> figure) =>
        new(ladder.Backend, ColourOf(ladder), ColourOf(ladder), [.. ladder.Levels.Where(level => figure(level).Value is not null).Select(level => Point(ladder.Backend, level, figure(level), unit))]);

    /// <summary>The same of a curve; null where it says nothing.</summary>
    public ChartSeries Series(Overlay overlay, string unit, Func<Catalog.Curves.Level, Figure?> figure) => new(overlay.Name, ColourOf(overlay), ColourOf(overlay),
    [
        .. overlay.Curve.Levels.Select(level => (level, Figure: figure(level))).Where(each => each.Figure is not null).Select(each => new ChartPoint(each.level.Concurrency, each.Figure!.Value!.Value,
            string.Create(CultureInfo.InvariantCulture, $"{overlay.Name} at {each.level.Concurrency}: {Rounded.Of(each.Figure)} {unit}{Range(each.Figure)}"))
        {
            Interval = each.Figure.Interval,
        }),
    ])
    { IsPredicted = overlay.IsPredicted };

    public static ChartPoint Point(string name, LevelFigures level, Figure figure, string unit)
    {
        var isSpoilt = ClientBound.Reasons(level).Count > 0;
        return new ChartPoint(XOf(level), figure.Value!.Value, $"{name}, {level.Plan.Sending}: {Rounded.Of(figure)} {unit}{Range(figure)}{(isSpoilt ? ", CLIENT-BOUND" : "")}")
        {
            Interval = figure.Interval,
            IsHollow = isSpoilt,
        };
    }

    /// <summary>The surface of a series' intervals.</summary>
    public static ChartArea Band(ChartSeries series) =>
        new(series.Colour, 0, [.. series.Points.Where(point => point.Interval is not null).Select(point => (point.X, point.Interval!.Value))]);

    static string Range(Figure figure) => figure.Interval is { } range ? $" ({Rounded.Of(range.Low)} to {Rounded.Of(range.High)})" : "";
}
