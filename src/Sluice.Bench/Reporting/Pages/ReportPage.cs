using System.Globalization;
using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting.Charts;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>A measured log as one HTML file to send to colleagues: verdicts, charts with their figures as tables, every input, and what it was made of.</summary>
public static class ReportPage
{
    public static string Of(Report report, PageFacts facts)
    {
        var html = new StringBuilder();
        var title = $"Bench of {string.Join(", ", report.Log.Servers.DistinctBy(server => server.Backend).Select(server => server.Model).Distinct().DefaultIfEmpty("a model server"))}";
        List<LadderGroup> groups =
        [
            .. report.Ladders.GroupBy(ladder => (ladder.Workload, ladder.Load))
                .Select((same, i) => new LadderGroup(i + 1, report, [.. same], [.. facts.Overlays.Where(overlay => same.First().Load is LoadKind.Closed or LoadKind.Burst && overlay.Fits(same.First().Levels[0].Plan))])),
        ];
        PageShell.Begin(html, title);
        html.Append(Html.Escaped, $"<header><h1>{title}</h1><p class=\"soft\">{string.Join(" · ", Facts(report, facts))}</p></header>\n<main id=\"main\">\n");
        Short(html, report, groups);
        foreach (var group in groups) Group(html, group);
        Unused(html, facts, groups);
        MeasuredHow.Write(html, [report], facts);
        html.Append("</main>\n");
        Downloads(html, report);
        PageShell.End(html);
        return html.ToString();
    }

    static IEnumerable<string> Facts(Report report, PageFacts facts)
    {
        if (report.Log.Started is { } started) yield return string.Create(CultureInfo.InvariantCulture, $"measured {started.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        yield return report.Log.Tool ?? facts.Tool;
        yield return string.Create(CultureInfo.InvariantCulture, $"{report.Ladders.Sum(ladder => ladder.Levels.Count)} levels, {report.Ladders.Sum(ladder => ladder.Levels.Sum(level => level.Tally.Sent)):#,0} requests");
    }

    static void Short(StringBuilder html, Report report, IReadOnlyList<LadderGroup> groups)
    {
        html.Append("<section aria-labelledby=\"short\"><h2 id=\"short\">In short</h2>\n<ul class=\"short\">\n");
        foreach (var group in groups)
        {
            foreach (var ladder in group.Ladders)
            {
                foreach (var verdict in LadderVerdicts.Sentences(ladder, report)) html.Append(Html.Escaped, $"<li><a href=\"#w{group.Number}\">{ladder.Backend}, {ladder.Workload}</a>: {verdict}</li>\n");
            }
        }

        foreach (var crossing in report.Crossings) html.Append(Html.Escaped, $"<li>{crossing.Workload}: {crossing.Sentence}</li>\n");
        html.Append("</ul>\n");
        foreach (var ladder in report.Ladders)
        {
            List<string> spoilt = [.. ladder.Levels.Where(level => ClientBound.Reasons(level).Count > 0).Select(level => level.Plan.Sending)];
            if (spoilt.Count > 0) html.Append(Html.Escaped, $"<p class=\"warn\"><strong>CLIENT-BOUND</strong> {ladder.Backend} at {string.Join(", ", spoilt)}: the client was too slow there, the figures are not the server’s alone.</p>\n");
        }

        html.Append("</section>\n");
    }

    static void Group(StringBuilder html, LadderGroup group)
    {
        html.Append(Html.Escaped, $"<section aria-labelledby=\"w{group.Number}\"><h2 id=\"w{group.Number}\">{group.Title}</h2>\n");
        if (group.HasCharts)
        {
            html.Append("<div class=\"charts\">\n");
            foreach (var chart in Charts(group)) ChartFigure.Write(html, chart);
            html.Append("</div>\n");
        }

        foreach (var ladder in group.Ladders)
        {
            html.Append(Html.Escaped, $"<h3>{ladder.Title}: all levels</h3>\n");
            var columns = LevelColumns.Of(group.Report).ToList();
            PageTable.Write(html, ladder.Title, ["load", .. columns.Select(column => column.Name)], ladder.Levels.Select(level => (IReadOnlyList<string>)[level.Plan.Sending, .. columns.Select(column => column.Of(level))]));
            List<string> notes = [.. ladder.Levels.SelectMany(level => LevelNotes.Of(level).Select(note => $"{level.Plan.Sending}: {note}"))];
            if (notes.Count > 0) html.Append("<ul class=\"soft\">").AppendJoin("", notes.Select(note => string.Create(Html.Escaped, $"<li>{note}</li>"))).Append("</ul>\n");
            foreach (var overlay in group.Overlays) Residuals.Write(html, ladder, overlay);
        }

        html.Append("</section>\n");
    }

    static IEnumerable<Chart> Charts(LadderGroup group)
    {
        var crossings = group.Report.Crossings.Where(crossing => group.HoldsConcurrency && crossing.Workload == group.Ladders[0].Workload && group.Ladders.Any(ladder => ladder.Backend == crossing.First)).ToList();
        return
        [
            .. RateCharts.Of(group).Take(1), .. FrontierCharts.Of(group), .. group.Ladders.SelectMany(ladder => FanCharts.Of(group, ladder)),
            .. crossings.Select((crossing, i) => CrossingCharts.Of(crossing, group.Id(string.Create(CultureInfo.InvariantCulture, $"crossing-{i + 1}")))), .. RateCharts.Of(group).Skip(1),
        ];
    }

    static void Unused(StringBuilder html, PageFacts facts, IReadOnlyList<LadderGroup> groups)
    {
        foreach (var overlay in facts.Overlays.Where(overlay => groups.All(group => !group.Overlays.Contains(overlay))))
            html.Append(Html.Escaped, $"<p class=\"warn\">{overlay.File} is not drawn: its requests ({overlay.Curve.Workload}) are not those that were measured.</p>\n");
    }

    /// <summary>The figures travel in the page: links that need no network.</summary>
    static void Downloads(StringBuilder html, Report report)
    {
        html.Append("<footer><p class=\"downloads\">The figures of this page: ");
        html.Append(Html.Escaped, $"<a download=\"bench.json\" href=\"data:application/json;base64,{Base64(ReportJson.Of(report))}\">JSON</a>, ");
        html.Append(Html.Escaped, $"<a download=\"bench.csv\" href=\"data:text/csv;base64,{Base64(ReportTable.Csv(report))}\">CSV</a>.</p></footer>\n");
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
