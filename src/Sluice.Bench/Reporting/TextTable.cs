using System.Text;

namespace Sluice.Bench.Reporting;

/// <summary>A plain table: a header, rows, columns as wide as their widest field, two spaces between; columns of figures to the right, of words to the left.</summary>
public sealed class TextTable(params string[] header)
{
    readonly List<string[]> _rows = [header];

    public void Add(params string[] fields) => _rows.Add(fields);

    public override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    public void WriteTo(StringBuilder text)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var figures = Enumerable.Range(0, header.Length).Select(OfFigures).ToArray();
        foreach (var row in _rows)
        {
            var line = string.Join("  ", row.Select((field, column) => figures[column] ? field.PadLeft(widths[column]) : field.PadRight(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    /// <summary>Whether most fields under the header begin as a number does.</summary>
    bool OfFigures(int column) => _rows.Skip(1).Count(row => row[column].TrimStart('+', '-', '≥', ' ') is [>= '0' and <= '9', ..]) * 2 > _rows.Count - 1;
}
