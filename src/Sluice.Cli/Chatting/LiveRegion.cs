using System.Text;

namespace Sluice.Cli.Chatting;

/// <summary>
/// The last lines on the screen, which are still being written: they are drawn anew where they changed. Lines that would leave the top of
/// the screen stay as they are. The cursor is at the end of the last line.
/// </summary>
/// <param name="height">Rows of the screen.</param>
internal sealed class LiveRegion(TextWriter output, int height)
{
    private readonly int most = Math.Max(2, height - 1);
    private List<string> drawn = [];
    private int frozen; // lines of the region that scrolled out of reach

    /// <summary>Shows these lines in place of those shown before; each fits the width of the screen.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        List<string> next = [.. lines.Skip(frozen)];
        int same = 0;
        while (same < drawn.Count && same < next.Count && drawn[same] == next[same]) same++;
        if (same == drawn.Count && same == next.Count) return;

        var text = new StringBuilder();
        int from = Math.Max(0, Math.Min(same, Math.Min(drawn.Count, next.Count) - 1)); // the first line to write: at least the last one, which the cursor ends on
        if (drawn.Count > 0)
        {
            int up = drawn.Count - 1 - from;
            if (up > 0) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\u001b[{up}A");
            text.Append("\r\u001b[J");
        }
        text.AppendJoin('\n', next.Skip(from));
        output.Write(text.ToString());
        drawn = next;
        int beyond = drawn.Count - most;
        if (beyond <= 0) return;
        frozen += beyond;
        drawn.RemoveRange(0, beyond);
    }

    /// <summary>What is shown stays; the cursor goes to the line after it.</summary>
    public void Keep()
    {
        if (drawn.Count > 0 || frozen > 0) output.Write("\n");
        drawn = [];
        frozen = 0;
    }
}
