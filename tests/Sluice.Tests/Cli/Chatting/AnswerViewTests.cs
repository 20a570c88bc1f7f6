using Sluice.Cli.Chatting;
using Sluice.Cli.Terminals;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Chatting;

public sealed class AnswerViewTests
{
    private const string Answer = """
        # A title

        Some **bold**, *slanted*, ~~struck~~ and `code` words in a line that is long enough to be broken into several rows of the screen.

        1. one
        2. two with `x`
           - inner
           - [ ] open
        3. three

        > quoted
        > text

        | name | tokens |
        |:-----|-------:|
        | a    |     10 |
        | bcd  |  2,000 |

        ```csharp
        var x = 1; // **not bold**

        return x;
        ```

        ---

        See [the docs](https://docs.example/x) &amp; <b>raw</b> 日本語 😀.
        """;

    [Fact]
    public void Markdown_is_laid_out() => Expected.Matches("markdown", Show(40, [Answer]).Seen);

    [Fact]
    public void An_answer_in_pieces_ends_as_the_same_screen_as_in_one()
    {
        string whole = Show(40, [Answer]).Seen;

        for (int size = 1; size < 40; size += 3)
            Assert.Equal(whole, Show(40, Answer.Chunk(size).Select(piece => new string(piece))).Seen);
    }

    [Fact]
    public void What_is_longer_than_the_screen_is_not_drawn_over()
    {
        string code = "```\n" + string.Concat(Enumerable.Range(1, 60).Select(n => $"line {n}\n")) + "```\n\nend";

        FakeScreen screen = Show(8, code.Chunk(5).Select(piece => new string(piece)));

        Assert.Equal(string.Join('\n', Enumerable.Range(1, 60).Select(n => $"  line {n}")) + "\n\nend", screen.Seen);
    }

    [Fact]
    public void Reasoning_stands_apart_before_the_answer()
    {
        var screen = new FakeScreen();
        AnswerView view = View(screen, 40);

        view.Reasoning("first\nsec");
        view.Reasoning("ond");
        view.Content("Yes.");
        view.End();

        Assert.Equal("  first\n  second\n\nYes.", screen.Seen);
    }

    [Fact]
    public void A_model_cannot_write_escape_codes_to_the_terminal()
    {
        FakeScreen screen = Show(40, ["a\u001b[2Jb\u0007c\u009bd\te\r\n"]);

        Assert.Equal("a\uFFFD[2Jb\uFFFDc\uFFFDd    e", screen.Seen);
    }

    private static FakeScreen Show(int height, IEnumerable<string> pieces)
    {
        var screen = new FakeScreen();
        AnswerView view = View(screen, height);
        foreach (string piece in pieces) view.Content(piece);
        view.End();
        return screen;
    }

    // Every piece is drawn: the clock moves on between them.
    private static AnswerView View(FakeScreen screen, int height) => new(
        new TerminalSetup { Time = new RunningClock() }.Open(screen, TextWriter.Null) with { IsScreen = true, HasColor = true, Width = 60 }, height);

    private sealed class RunningClock : TimeProvider
    {
        private long now;

        public override long GetTimestamp() => now += TimestampFrequency;
    }
}
