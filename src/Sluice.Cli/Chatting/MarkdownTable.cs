using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Spectre.Console;
using Grid = Spectre.Console.Table;
using Row = Markdig.Extensions.Tables.TableRow;
using Source = Markdig.Extensions.Tables.Table;

namespace Sluice.Cli.Chatting;

/// <summary>A table of Markdown as a table of the screen.</summary>
internal static class MarkdownTable
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    public static Grid Of(Source table)
    {
        var grid = new Grid { Border = TableBorder.Rounded, BorderStyle = Dim, UseSafeBorder = false };
        Row[] rows = [.. table.OfType<Row>()];
        int columns = rows.Max(row => row.Count);
        Row? head = rows.FirstOrDefault(row => row.IsHeader);
        for (int i = 0; i < columns; i++) grid.AddColumn(new Spectre.Console.TableColumn(Cell(head, i, Bold)) { Alignment = SideOf(table, i) });
        foreach (Row row in rows.Where(row => !row.IsHeader)) grid.AddRow(Enumerable.Range(0, columns).Select(i => Cell(row, i, Style.Plain)));
        return grid;
    }

    private static Paragraph Cell(Row? row, int column, Style style) =>
        MarkdownSpans.Of(row is not null && column < row.Count ? ((TableCell)row[column]).OfType<ParagraphBlock>().FirstOrDefault()?.Inline : null, style);

    private static Justify SideOf(Source table, int column) =>
        (column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null) switch
        {
            TableColumnAlign.Right => Justify.Right,
            TableColumnAlign.Center => Justify.Center,
            _ => Justify.Left,
        };
}
