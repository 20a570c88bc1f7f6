using Markdig.Syntax;

namespace Sluice.Cli.Chatting;

/// <summary>Shows Markdown while it comes: blocks that are complete stay, the last one is drawn anew as it grows.</summary>
internal sealed class MarkdownStream(MarkdownLines lines, LiveRegion region)
{
    private string open = "";
    private bool any;

    public void Append(string text)
    {
        open += text;
        Draw(atEnd: false);
    }

    /// <summary>No more comes.</summary>
    public void End()
    {
        Draw(atEnd: true);
        region.Keep();
        open = "";
    }

    private void Draw(bool atEnd)
    {
        MarkdownDocument document = MarkdownLines.Parse(open);
        Block[] blocks = [.. document.Where(block => lines.Of(block).Count > 0)];
        if (blocks.Length == 0) return;
        for (int i = 0; i < blocks.Length - 1; i++)
        {
            region.Show(Apart(lines.Of(blocks[i])));
            region.Keep();
            any = true;
        }
        Block last = blocks[^1];
        region.Show(Apart(lines.Of(last)));
        if (blocks.Length > 1 && !atEnd) open = open[(open.LastIndexOf('\n', last.Span.Start) + 1)..]; // indentation belongs to it
    }

    /// <summary>With the empty line between blocks.</summary>
    private List<string> Apart(List<string> own) => any ? ["", .. own] : own;
}
