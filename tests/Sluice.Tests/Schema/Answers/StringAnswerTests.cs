using System.Text;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

public sealed class StringAnswerTests
{
    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"grüße 😀 漢字\"")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")]
    [InlineData("\"\\u00e4\\uD83D\\uDe00\"")]
    public void Any_text_is_a_string(string answer) => Assert.True(Write("""{"type":"string"}""").Finishes(answer));

    [Theory]
    [InlineData("\"\n\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ud83dx\"")]
    [InlineData("\"\\ud83d\\u0041\"")]
    [InlineData("\"\\ude00\"")]
    public void Half_pairs_control_characters_and_unknown_escapes_are_refused(string answer) => Assert.False(Write("""{"type":"string"}""").Finishes(answer));

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xE0, 0x80)]
    [InlineData(0xED, 0xA0)]
    [InlineData(0xF0, 0x80)]
    [InlineData(0xF4, 0x90)]
    [InlineData(0xF5)]
    [InlineData(0xC3, 0x22)]
    public void Malformed_utf8_is_refused_at_its_first_wrong_byte(params int[] bytes)
    {
        var machine = Write("""{"type":"string"}""");
        Assert.True(machine.Takes("\""));

        foreach (var next in bytes[..^1])
            Assert.True(machine.TryAppend([(byte)next]));

        Assert.False(machine.TryAppend([(byte)bytes[^1]]));
    }

    [Theory]
    [InlineData("\"ab\"", true)]
    [InlineData("\"😀😀\"", true)]
    [InlineData("\"\\uD83D\\uDE00b\"", true)]
    [InlineData("\"a\"", false)]
    [InlineData("\"😀\"", false)]
    [InlineData("\"abcd\"", false)]
    public void Lengths_count_characters_not_bytes(string answer, bool valid) =>
        Assert.Equal(valid, Write("""{"type":"string","minLength":2,"maxLength":3}""").Finishes(answer));

    [Fact]
    public void No_character_is_begun_past_the_longest_length()
    {
        var machine = Write("""{"type":"string","maxLength":1}""");
        Assert.True(machine.Takes("\"a"));

        Assert.Equal("\"", machine.Next());
        Assert.False(machine.TryAppend([0xC3]));
    }

    [Fact]
    public void Named_strings_are_followed_through_escapes_and_split_characters()
    {
        const string schema = """{"enum":["größe","groß","größer"]}""";

        Assert.True(Write(schema).Finishes("\"gr\\u00f6ße\""));
        Assert.True(Write(schema).Finishes("\"groß\""));
        Assert.False(Write(schema).Finishes("\"größ\""));
        Assert.False(Write(schema).Takes("\"gr\\u00f7"));
        Assert.False(Write(schema).Takes("\"gr\\u01"));
        var machine = Write(schema);
        Assert.True(machine.Takes("\"gr"));
        Assert.True(machine.TryAppend([0xC3]));
        Assert.False(machine.TryAppend([0xA4]));
        Assert.True(machine.TryAppend([0xB6]));
        Assert.Equal("\\", machine.Next());
    }

    [Fact]
    public void An_escape_is_begun_only_where_a_character_may_still_come()
    {
        var machine = Write("""{"const":"a"}""");

        Assert.True(machine.Takes("\"\\u0061"));

        Assert.Equal("\"", machine.Next());
    }

    [Fact]
    public void White_space_between_tokens_is_bounded()
    {
        var machine = Write("""{"type":"array","items":{"type":"integer"}}""");

        Assert.True(machine.Finishes(" [ 1 , 2 ] "));
        Assert.False(machine.Finishes("[  1]"));
        Assert.False(machine.Finishes("[1]  "));
        Assert.False(machine.Finishes("  [1]"));
        Assert.True(Read("""{"type":"array"}""").Finishes("\n\n[\t1,\r\n      2]\n\n"));
    }

    [Fact]
    public void A_refused_token_leaves_the_machine_as_it_was()
    {
        var machine = Write("""{"type":"object","properties":{"a":{"enum":["x","y"]}},"required":["a"],"additionalProperties":false}""");

        Assert.True(machine.Takes("{\"a\": "));
        Assert.False(machine.Takes("\"xx\"}"));
        Assert.False(machine.Takes("\"x\"},"));
        Assert.True(machine.Takes("\"y\"}"));

        Assert.True(machine.IsComplete);
    }

    [Fact]
    public void Forks_go_their_own_ways()
    {
        var machine = Write("""{"type":"array","items":{"enum":["x","y"]},"uniqueItems":true,"minItems":2}""");
        Assert.True(machine.Takes("[\"x\","));

        var fork = machine.Fork();
        Assert.True(fork.Takes("\"y\"]"));

        Assert.True(fork.IsComplete);
        Assert.False(machine.CanEnd);
        Assert.True(machine.Takes(" \"y\"]"));
    }

    [Fact]
    public void The_same_bytes_in_other_pieces_are_the_same_answer()
    {
        var answer = Encoding.UTF8.GetBytes("""{"a":"ä\u00e4😀","b":[1.5,null,true]}""");
        const string schema = """{"type":"object","properties":{"a":{"type":"string","maxLength":3},"b":{"type":"array"}},"required":["a","b"]}""";

        for (var split = 0; split <= answer.Length; split++)
        {
            var machine = Write(schema);
            Assert.True(machine.TryAppend(answer.AsSpan(0, split)));
            Assert.True(machine.TryAppend(answer.AsSpan(split)));
            Assert.True(machine.IsComplete);
        }
    }
}
