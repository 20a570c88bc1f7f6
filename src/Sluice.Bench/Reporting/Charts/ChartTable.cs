using System.Globalization;
using System.Text;
using Sluice.Bench.Reporting.Pages;

namespace Sluice.Bench.Reporting.Charts;

/// <summary>The same figures as a chart, as a table.</summary>
static class ChartTable
{
    public static void Write(StringBuilder html, Chart chart)
    {
        var (header, rows) = chart.IsScatter ? Points(chart) : Pivot(chart);
        PageTable.Write(html, chart.Title, header, rows);
    }

    static (IReadOnlyList<string>, IEnumerable<IReadOnlyList<string>>) Pivot(Chart chart)
    {
        var shown = chart.Series.Where(series => !series.IsLineOnly && series.Points.Count > 0).ToList();
        var rows = shown.SelectMany(series => series.Points).Select(point => point.X).Distinct().Order();
        return ([chart.X.Name, .. shown.Select(series => series.Name)],
            rows.Select(x => (IReadOnlyList<string>)[Rounded.Level(x), .. shown.Select(series => Cell(series.Points.FirstOrDefault(point => point.X == x), chart.Y.Kind))]));
    }

    static (IReadOnlyList<string>, IEnumerable<IReadOnlyList<string>>) Points(Chart chart) =>
        (["server and level", chart.X.Name, chart.Y.Name, "best trade-off"], chart.Series.Where(series => !series.IsLineOnly)
            .SelectMany(series => series.Points.Select(point => (IReadOnlyList<string>)[$"{series.Name} {point.Row}", Rounded.Of(point.X), Cell(point, chart.Y.Kind), point.IsHollow ? "no" : "yes"])));

    static string Cell(ChartPoint? point, AxisKind kind) => point switch
    {
        null => Rounded.Unknown,
        { Interval: { } interval } => $"{Of(point.Y, kind)} ({Of(interval.Low, kind)} to {Of(interval.High, kind)})",
        _ => Of(point.Y, kind),
    };

    /// <summary>Ratios differ in their third place.</summary>
    static string Of(double value, AxisKind kind) => kind == AxisKind.Ratio ? value.ToString("0.000", CultureInfo.InvariantCulture) : Rounded.Of(value);
}
