using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using Spectre.Console;

namespace Sluice.Cli.Chatting;

/// <summary>The words of one block of Markdown with their styles.</summary>
internal static class MarkdownSpans
{
    private static readonly Style Code = new(Color.Aqua);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    public static Paragraph Of(ContainerInline? inlines, Style style)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Fold };
        if (inlines is not null) Add(paragraph, inlines, style);
        return paragraph;
    }

    private static void Add(Paragraph paragraph, ContainerInline container, Style style)
    {
        foreach (Inline inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal: paragraph.Append(literal.Content.ToString(), style); break;
                case CodeInline code: paragraph.Append(code.Content, style.Combine(Code)); break;
                case EmphasisInline emphasis: Add(paragraph, emphasis, style.Combine(new Style(decoration: DecorationOf(emphasis)))); break;
                case LineBreakInline line: paragraph.Append(line.IsHard ? "\n" : " ", style); break;
                case LinkInline link: AddLink(paragraph, link, style); break;
                case AutolinkInline link: paragraph.Append(link.Url, style.Combine(new Style(decoration: Decoration.Underline))); break;
                case TaskList task: paragraph.Append(task.Checked ? "☑" : "☐", style); break;
                case HtmlEntityInline entity: paragraph.Append(entity.Transcoded.ToString(), style); break;
                case HtmlInline { Tag: "<br>" or "<br/>" or "<br />" }: paragraph.Append("\n", style); break;
                case HtmlInline html: paragraph.Append(html.Tag, style); break;
                case DelimiterInline mark: paragraph.Append(mark.ToLiteral(), style); Add(paragraph, mark, style); break; // opened, and never closed
                case ContainerInline inner: Add(paragraph, inner, style); break;
            }
        }
    }

    private static Decoration DecorationOf(EmphasisInline emphasis) => emphasis.DelimiterChar switch
    {
        '~' => Decoration.Strikethrough,
        _ => emphasis.DelimiterCount >= 2 ? Decoration.Bold : Decoration.Italic,
    };

    private static void AddLink(Paragraph paragraph, LinkInline link, Style style)
    {
        bool named = link.FirstChild is not null && !link.IsAutoLink;
        if (named) Add(paragraph, link, style.Combine(new Style(decoration: Decoration.Underline)));
        string url = link.Url ?? "";
        if (url.Length > 0) paragraph.Append(named ? $" ({url})" : url, style.Combine(Dim));
    }
}
