using System.Globalization;
using System.Text;

namespace Sluice.Bench.Dialects;

/// <summary>Shapes that several tools print.</summary>
static class PeerText
{
    public static string Two(double? value) => value is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : "";

    /// <summary>"mean ± deviation", two decimals; empty without a value.</summary>
    public static string PlusMinus(PeerStatistics? spread) => spread is null ? "" : $"{Two(spread.Mean)} ± {Two(spread.Deviation)}";

    /// <summary>A Markdown table as python's tabulate writes its "pipe" format: the first column left, the others right.</summary>
    public static string Pipe(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => Math.Max(3, rows.Max(row => row[column].Length))).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((field, column) => column == 0 ? field.PadRight(widths[column]) : field.PadLeft(widths[column]))).Append(" |\n");
            if (i == 0) text.Append('|').AppendJoin('|', widths.Select((width, column) => column == 0 ? $":{new string('-', width + 1)}" : $"{new string('-', width + 1)}:")).Append("|\n");
        }

        return text.ToString();
    }

    /// <summary>A table of summaries: one row a figure.</summary>
    public static string Summaries(string title, IReadOnlyList<PeerFigure> figures, IReadOnlyList<(string Header, Func<PeerStatistics, double> Value)> columns)
    {
        List<string[]> rows = [["Metric", .. columns.Select(column => column.Header)]];
        foreach (var figure in figures)
        {
            var name = figure.Unit.Length > 0 ? $"{figure.Name} ({figure.Unit})" : figure.Name;
            rows.Add([name, .. columns.Select((column, i) => figure.Spread is { } spread ? Two(column.Value(spread)) : i == 0 && figure.Value is { } value ? Two(value) : "N/A")]);
        }

        return $"{title}\n\n{Pipe(rows)}";
    }
}
