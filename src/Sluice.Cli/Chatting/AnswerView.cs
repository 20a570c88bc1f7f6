using Sluice.Cli.Terminals;
using Spectre.Console;

namespace Sluice.Cli.Chatting;

/// <summary>Shows one answer on a screen while it comes: what the model thinks dimmed, then its Markdown.</summary>
internal sealed class AnswerView
{
    /// <summary>Between two drawings; a screen shows no more, and a long block costs more the longer it is.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly TimeProvider time;
    private readonly StyledText styles;
    private readonly LiveRegion region;
    private readonly MarkdownStream markdown;
    private string thought = "", waiting = "";
    private bool answering;
    private long? drawnAt;

    /// <param name="height">Rows of the screen.</param>
    public AnswerView(Terminal terminal, int height)
    {
        time = terminal.Time;
        styles = new StyledText(terminal.Width - 1, terminal.HasColor); // a full last column would wrap by itself
        region = new LiveRegion(terminal.Out, height);
        markdown = new MarkdownStream(new MarkdownLines(styles), region);
    }

    public void Reasoning(string text)
    {
        thought += ScreenText.Of(text);
        if (!answering && Due()) DrawThought();
    }

    public void Content(string text)
    {
        if (!answering && thought.Length > 0) EndThought();
        answering = true;
        waiting += ScreenText.Of(text);
        if (Due()) Flush();
    }

    /// <summary>No more comes.</summary>
    public void End()
    {
        if (!answering && thought.Length > 0) EndThought();
        Flush();
        markdown.End();
    }

    private bool Due()
    {
        long now = time.GetTimestamp();
        if (drawnAt is { } last && time.GetElapsedTime(last, now) < Pause) return false;
        drawnAt = now;
        return true;
    }

    private void Flush()
    {
        if (waiting.Length == 0) return;
        markdown.Append(waiting);
        waiting = "";
    }

    private void DrawThought() => region.Show([.. thought.Trim().Split('\n').SelectMany(line => styles.Lines(line, Dim, styles.Width - 2)).Select(line => line.Length == 0 ? "" : "  " + line)]);

    private void EndThought()
    {
        DrawThought();
        region.Keep();
        region.Show([""]);
        region.Keep();
    }
}
