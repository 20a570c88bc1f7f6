using Sluice.Cli.Answers;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Spectre.Console;

namespace Sluice.Cli.History.Inspecting;

/// <summary>Shows a record in the terminal: its text with the quoted spans marked, then the answer field by field.</summary>
internal static class InspectScreen
{
    public static void Write(InspectedRecord record, Terminal terminal)
    {
        IAnsiConsole console = Screens.Open(terminal);
        console.MarkupLineInterpolated($"[bold]{record.Grounded.Id}[/]  {record.Provenance}");
        if (record.Problem is { } problem) console.MarkupLineInterpolated($"  (no text: {problem})");
        else console.Write(new Padder(Marked(record, terminal.HasColor), new Padding(2, 0, 0, 0)));
        console.Write(AnswerTable.Of(record.Grounded, terminal.HasColor, terminal.Width));
        console.WriteLine();
    }

    /// <summary>With colour a background, else brackets around.</summary>
    private static Markup Marked(InspectedRecord record, bool color)
    {
        var text = new System.Text.StringBuilder();
        foreach (TextPiece piece in TextPiece.Of(record.Grounded.Source, record.Grounded.Spans))
        {
            string shown = Markup.Escape(Printable(piece.Text));
            if (piece.Spans.Count == 0) text.Append(shown);
            else if (color) text.Append("[black on yellow]").Append(shown).Append("[/]");
            else text.Append("[[").Append(shown).Append("]]");
        }

        return new Markup(text.ToString());
    }

    /// <summary>A record's text may hold escape codes: they are not for our screen.</summary>
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) && character is not ('\n' or '\t') ? ' ' : character));
}
