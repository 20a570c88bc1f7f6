using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting.Charts;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>A comparison of two servers as one HTML file: the verdicts, the ratios with their intervals, both sides' figures, and how it was measured.</summary>
public static class ComparisonPage
{
    /// <param name="reports">What was measured: of one log, or of two.</param>
    public static string Of(string first, string second, IReadOnlyList<ComparedLevel> levels, double margin, IReadOnlyList<Report> reports, PageFacts facts)
    {
        var html = new StringBuilder();
        var title = $"{second} against {first}";
        PageShell.Begin(html, title);
        html.Append(Html.Escaped, $"<header><h1>{title}</h1><p class=\"soft\">A ratio above 1 is in favour of {second}; within {Rounded.Percent(margin)} counts as the same. {Turns(levels)}</p></header>\n<main id=\"main\">\n");
        Short(html, second, levels);
        var number = 0;
        foreach (var workload in levels.GroupBy(level => level.Workload)) Workload(html, ++number, first, second, [.. workload], margin);
        MeasuredHow.Write(html, reports, facts);
        html.Append(Html.Escaped, $"</main>\n<footer><p class=\"downloads\">The figures of this page: <a download=\"comparison.json\" href=\"data:application/json;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(ComparisonReport.Json(first, second, levels, margin)))}\">JSON</a>.</p></footer>\n");
        PageShell.End(html);
        return html.ToString();
    }

    static string Turns(IReadOnlyList<ComparedLevel> levels) => levels.Max(level => level.Turns) is > 0 and var turns
        ? string.Create(CultureInfo.InvariantCulture, $"They took {turns} turns each, A B, B A …: what drifts met both alike.")
        : "Two separate measurements: a drift between them would look like a difference.";

    static void Short(StringBuilder html, string second, IReadOnlyList<ComparedLevel> levels)
    {
        html.Append("<section aria-labelledby=\"short\"><h2 id=\"short\">In short</h2>\n<ul class=\"short\">\n");
        foreach (var metric in levels.GroupBy(level => (level.Workload, level.Metric)))
        {
            var verdicts = metric.GroupBy(level => ComparisonReport.Verdict(level.Ratio)).Select(same => $"{same.Key} at {string.Join(", ", same.Select(level => level.Concurrency.ToString(CultureInfo.InvariantCulture)))}");
            html.Append(Html.Escaped, $"<li>{metric.Key.Workload}, {metric.Key.Metric}: {second} is {string.Join("; ", verdicts)}</li>\n");
        }

        html.Append("</ul></section>\n");
    }

    static void Workload(StringBuilder html, int number, string first, string second, IReadOnlyList<ComparedLevel> levels, double margin)
    {
        html.Append(Html.Escaped, $"<section aria-labelledby=\"w{number}\"><h2 id=\"w{number}\">{levels[0].Workload}</h2>\n<div class=\"charts\">\n");
        var place = 0;
        foreach (var metric in levels.GroupBy(level => level.Metric))
        {
            place++;
            ChartFigure.Write(html, Ratios($"w{number}-ratio-{place}", second, first, [.. metric], margin));
            ChartFigure.Write(html, Both($"w{number}-both-{place}", first, second, [.. metric]));
        }

        html.Append(Html.Escaped, $"</div>\n<h3>{levels[0].Workload}: all levels</h3>\n");
        PageTable.Write(html, levels[0].Workload, ["c", "metric", first, second, "ratio (95 %)", $"{second} is"],
            levels.Select(level => (IReadOnlyList<string>)[Rounded.Whole(level.Concurrency), level.Metric, Rounded.Of(level.First), Rounded.Of(level.Second), ComparisonReport.RatioOf(level.Ratio), ComparisonReport.Verdict(level.Ratio)]));
        html.Append("</section>\n");
    }

    static Chart Ratios(string id, string second, string first, IReadOnlyList<ComparedLevel> levels, double margin) => new()
    {
        Id = id,
        Title = $"{levels[0].Metric}: the ratio",
        Summary = string.Join("; ", levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"at {level.Concurrency} {ComparisonReport.Verdict(level.Ratio)}"))) + ".",
        X = new ChartAxis("requests in flight", AxisKind.Levels),
        Y = new ChartAxis($"ratio, above 1: {ShortName.Of(second)} is better", AxisKind.Ratio),
        Series = [CrossingCharts.Ratios($"{second} ÷ {first}, the better way round", [.. levels.Where(level => level.Ratio is not null).Select(level => (level.Concurrency, level.Ratio!))])],
        Rules = [CrossingCharts.Margin(margin)],
        Remarks = [.. levels.Where(level => level.Ratio is null).Select(level => string.Create(CultureInfo.InvariantCulture, $"at {level.Concurrency} one side has too little for a ratio"))],
    };

    static Chart Both(string id, string first, string second, IReadOnlyList<ComparedLevel> levels) => new()
    {
        Id = id,
        Title = $"{levels[0].Metric}: both",
        Summary = string.Join("; ", levels.Select(level => string.Create(CultureInfo.InvariantCulture, $"at {level.Concurrency}: {Rounded.Of(level.First)} and {Rounded.Of(level.Second)}"))) + ".",
        X = new ChartAxis("requests in flight", AxisKind.Levels),
        Y = new ChartAxis(levels[0].Metric, AxisKind.Amount),
        Series = [Side(first, 0, levels, level => level.First), Side(second, 1, levels, level => level.Second)],
    };

    static ChartSeries Side(string name, int colour, IReadOnlyList<ComparedLevel> levels, Func<ComparedLevel, double?> figure) => new(name, colour, colour,
        [.. levels.Where(level => figure(level) is not null).Select(level => new ChartPoint(level.Concurrency, figure(level)!.Value, string.Create(CultureInfo.InvariantCulture, $"{name} at {level.Concurrency}: {Rounded.Of(figure(level))} ({level.Metric})")))]);
}
