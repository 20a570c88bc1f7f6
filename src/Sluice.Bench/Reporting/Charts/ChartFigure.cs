using System.Text;
using Sluice.Bench.Reporting.Pages;

namespace Sluice.Bench.Reporting.Charts;

/// <summary>A chart on the page: its title and summary, who is who, the picture, what is under the hand, and the same as a table.</summary>
static class ChartFigure
{
    public static void Write(StringBuilder html, Chart chart)
    {
        html.Append(Html.Escaped, $"<figure class=\"chart\" id=\"{chart.Id}\"><figcaption><h3 id=\"{chart.Id}-t\">{chart.Title}</h3><p id=\"{chart.Id}-s\">{chart.Summary}</p></figcaption>\n");
        if (chart.IsEmpty)
        {
            html.Append("<p class=\"none\">Nothing of it could be stated.</p>\n");
        }
        else
        {
            Legend(html, chart);
            ChartSvg.Write(html, chart);
            html.Append("<p class=\"readout\" aria-hidden=\"true\">&nbsp;</p>\n");
        }

        foreach (var remark in chart.Remarks) html.Append(Html.Escaped, $"<p class=\"remark\">{remark}</p>\n");
        if (!chart.IsEmpty)
        {
            html.Append(Html.Escaped, $"<details><summary>{chart.Title}: the figures</summary>\n");
            ChartTable.Write(html, chart);
            html.Append("</details>\n");
        }

        html.Append("</figure>\n");
    }

    static void Legend(StringBuilder html, Chart chart)
    {
        html.Append("<ul class=\"legend\">");
        foreach (var series in chart.Series.Where(series => series.Points.Count > 0))
        {
            html.Append(Html.Escaped, $"<li><svg class=\"key\" viewBox=\"-16 -8 32 16\" aria-hidden=\"true\"><g class=\"series c{series.Colour}{(series.IsPredicted ? " predicted" : "")}\">");
            if (!series.IsLoose) html.Append("<line class=\"line\" x1=\"-16\" x2=\"16\" y1=\"0\" y2=\"0\"/>");
            if (!series.IsLineOnly) html.Append(Html.Escaped, $"<g class=\"pt{(series.IsPredicted ? " hollow" : "")}\"><path class=\"mark\" d=\"{ChartMarker.Path(series.Marker)}\"/></g>");
            html.Append(Html.Escaped, $"</g></svg>{series.Name}</li>");
        }

        html.Append("</ul>\n");
    }
}
