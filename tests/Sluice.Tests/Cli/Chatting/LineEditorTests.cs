using Sluice.Cli.Chatting;
using Sluice.Cli.Terminals;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Chatting;

public sealed class LineEditorTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly InputHistory history = new(null);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("hello<Enter>", "hello")]
    [InlineData("helo<Left>l<Enter>", "hello")]
    [InlineData("world<Home>hello <End>!<Enter>", "hello world!")]
    [InlineData("one two three<^W><^W>2<Enter>", "one 2")]
    [InlineData("one two<^U>new<Enter>", "new")]
    [InlineData("one two<^A><^K>x<Enter>", "x")]
    [InlineData("abc<Back><Back><Enter>", "a")]
    [InlineData("abc<Home><Delete><Enter>", "bc")]
    [InlineData("one\\<Enter>two<Enter>", "one\ntwo")]
    [InlineData("one<^J>two<Up>!<Down>?<Enter>", "one!\ntwo?")]
    [InlineData("日本😀<Left><Back><Enter>", "日😀")]
    [InlineData("wrong<^C>right<Enter>", "right")]
    [InlineData("a<Tab>b<Enter>", "a    b")]
    public void Keys_edit_a_text(string keys, string text) => Assert.Equal(text, Read(keys));

    [Theory]
    [InlineData("<^D>")]
    [InlineData("<^C>")]
    [InlineData("")]
    public void An_empty_line_can_end_the_chat(string keys) => Assert.Null(Read(keys));

    [Fact]
    public void Arrows_walk_through_what_was_typed_before_and_back()
    {
        history.Add("first");
        history.Add("second\nwith two lines");

        Assert.Equal("first", Read("<^P><^P><Enter>"));
        Assert.Equal("begun", Read("begun<Up><Up><Up><^N><^N><Enter>"));
        Assert.Equal("second\nwith two lines!", Read("<Up>!<Enter>"));
    }

    [Fact]
    public void History_is_kept_between_chats_and_survives_a_torn_line()
    {
        string path = folder.At("sub/chat-history");
        new InputHistory(path).Add("one\ntwo");
        File.AppendAllText(path, "\"torn");

        Assert.Equal(["one\ntwo"], new InputHistory(path).Texts);
    }

    [Fact]
    public void A_text_longer_than_a_row_is_broken_and_the_cursor_is_where_it_belongs()
    {
        var screen = new FakeScreen();

        Read("abcdefghijklmnop<Left><Left>X<Enter>", screen, width: 12);

        Assert.Equal("> abcdefghi\n  jklmnXop", screen.Seen);
        Assert.Equal((2, 0), screen.Cursor);
    }

    private string? Read(string keys, FakeScreen? screen = null, int width = 40) => new LineEditor(new ScriptedKeys(keys), screen ?? new FakeScreen(), history, width).Read();
}
