using Markdig;
using Markdig.Syntax;
using Spectre.Console;

namespace Sluice.Cli.Chatting;

/// <summary>Lays Markdown out in lines of a screen.</summary>
internal sealed class MarkdownLines(StyledText styles)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks().UseTaskLists().Build();

    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Code = new(Color.Aqua);

    public static MarkdownDocument Parse(string text) => Markdown.Parse(text, Pipeline);

    /// <summary>The lines of one block, without the empty line that sets it apart from the next.</summary>
    public List<string> Of(Block block) => Of(block, styles.Width);

    private List<string> Of(Block block, int width) => block switch
    {
        HeadingBlock heading => Heading(heading, width),
        ParagraphBlock paragraph => styles.Lines(MarkdownSpans.Of(paragraph.Inline, Style.Plain), width),
        ListBlock list => List(list, width),
        QuoteBlock quote => Prefixed(Of(quote, width - 2, apart: true), styles.Word("│", Dim) + " "),
        Markdig.Extensions.Tables.Table table => styles.Lines(MarkdownTable.Of(table), width),
        ThematicBreakBlock => [styles.Word(new string('─', Math.Min(width, 40)), Dim)],
        CodeBlock code => CodeOf(code, width),
        LinkReferenceDefinitionGroup => [],
        LeafBlock leaf => styles.Lines(leaf.Lines.ToString(), Style.Plain, width),
        ContainerBlock container => Of(container, width, apart: true),
        _ => [],
    };

    private List<string> Of(ContainerBlock container, int width, bool apart)
    {
        List<string> lines = [];
        foreach (Block block in container)
        {
            List<string> own = Of(block, width);
            if (own.Count == 0) continue;
            if (apart && lines.Count > 0) lines.Add("");
            lines.AddRange(own);
        }
        return lines;
    }

    private List<string> Heading(HeadingBlock heading, int width)
    {
        Decoration decoration = heading.Level == 1 ? Decoration.Bold | Decoration.Underline : Decoration.Bold;
        return styles.Lines(MarkdownSpans.Of(heading.Inline, new Style(decoration: decoration)), width);
    }

    private List<string> List(ListBlock list, int width)
    {
        List<string> lines = [];
        int number = int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out int start) ? start : 1;
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            string mark = list.IsOrdered ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number++}. ") : "• ";
            if (list.IsLoose && lines.Count > 0) lines.Add("");
            List<string> own = Of(item, width - mark.Length, apart: list.IsLoose);
            if (own.Count == 0) own = [""];
            lines.Add($"{styles.Word(mark.TrimEnd(), Dim)} {own[0]}");
            lines.AddRange(own.Skip(1).Select(line => line.Length == 0 ? "" : new string(' ', mark.Length) + line));
        }
        return lines;
    }

    private List<string> CodeOf(CodeBlock code, int width) =>
        Prefixed([.. code.Lines.ToString().Split('\n').SelectMany(line => styles.Lines(line, Code, width - 2))], "  ");

    private static List<string> Prefixed(List<string> lines, string prefix) => [.. lines.Select(line => prefix + line)];
}
