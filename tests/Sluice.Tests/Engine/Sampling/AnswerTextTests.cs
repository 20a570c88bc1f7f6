using System.Text;
using Sluice.Engine.Sampling;

namespace Sluice.Tests.Engine.Sampling;

public sealed class AnswerTextTests
{
    [Fact]
    public void A_character_split_between_tokens_is_written_whole()
    {
        var text = new AnswerText([]);
        var written = "a🎉b"u8.ToArray().Select(value => text.Append([value])).ToArray();

        Assert.Equal(["a", "", "", "", "🎉", "b"], written);
        Assert.Equal("", text.Finish());
    }

    [Fact]
    public void A_character_that_was_never_finished_becomes_a_replacement_character()
    {
        var text = new AnswerText([]);

        Assert.Equal("a", text.Append([(byte)'a', 0xF0, 0x9F]));
        Assert.Equal("\uFFFD", text.Finish());
    }

    [Fact]
    public void What_could_become_a_stop_string_is_held_back_until_it_is_certain()
    {
        var text = new AnswerText(["END"]);

        Assert.Equal("one ", text.Append("one E"u8));
        Assert.Equal("", text.Append("N"u8));
        Assert.Equal("ENx", text.Append("x"u8));
        Assert.False(text.IsStopped);
    }

    [Fact]
    public void A_stop_string_at_the_end_that_was_never_finished_is_written()
    {
        var text = new AnswerText(["END"]);

        Assert.Equal("one ", text.Append("one EN"u8));
        Assert.Equal("EN", text.Finish());
    }

    [Theory]
    [InlineData("ab|c|d", "d", "abc")]
    [InlineData("a\n|\nb", "\n\n", "a")]
    [InlineData("aab", "aab|ab", "")]
    [InlineData("xaaaab", "aab", "xaa")]
    [InlineData("Grüße 🎉 aus", "🎉", "Grüße ")]
    public void The_first_stop_string_ends_the_text_however_it_is_split(string written, string stops, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(written.Replace("|", "", StringComparison.Ordinal));
        for (var split = 0; split <= bytes.Length; split++)
        {
            var text = new AnswerText(stops.Split('|'));

            var result = text.Append(bytes.AsSpan(0, split)) + text.Append(bytes.AsSpan(split)) + text.Finish();

            Assert.Equal(expected, result);
            Assert.True(text.IsStopped);
        }
    }
}
