using System.Text;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>A table that scrolls by itself where it is wider than the page, also by keyboard.</summary>
static class PageTable
{
    /// <param name="caption">What screen readers call it.</param>
    /// <param name="header">The first names the rows.</param>
    public static void Write(StringBuilder html, string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Append(Html.Escaped, $"<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Table: {caption}\"><table><thead><tr>");
        foreach (var name in header) html.Append(Html.Escaped, $"<th scope=\"col\">{name}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append(Html.Escaped, $"<tr><th scope=\"row\">{row[0]}</th>");
            foreach (var cell in row.Skip(1)) html.Append(Html.Escaped, $"<td>{cell}</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }
}
