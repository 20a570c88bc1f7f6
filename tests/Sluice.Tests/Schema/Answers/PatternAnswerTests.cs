using System.Text;
using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Strings by regular expression and by format.</summary>
public sealed class PatternAnswerTests
{
    static readonly SchemaOptions AssertingFormats = new() { AssertFormat = true };

    [Theory]
    [InlineData("""{"type":"string","pattern":"^a+b?$","minLength":2,"maxLength":3}""")]
    [InlineData("""{"type":"string","pattern":"b"}""")]
    [InlineData("""{"type":"string","pattern":"^(?:aa|bbb)*$","minLength":3,"maxLength":4}""")]
    [InlineData("""{"type":"string","pattern":"^(?!.*bb)","maxLength":3}""")]
    [InlineData("""{"type":"string","allOf":[{"pattern":"a$"},{"pattern":"^b"}]}""")]
    [InlineData("""{"anyOf":[{"type":"string","pattern":"^a*$"},{"type":"string","pattern":"^b","maxLength":2}]}""")]
    [InlineData("""{"type":["string","null"],"pattern":"\\u00e4|😀"}""")]
    public void Exactly_the_strings_that_the_validator_takes_are_taken(string text)
    {
        var schema = JsonSchema.Parse(text);
        var grammar = schema.CompileAnswer(AnswerOptions.Reading);

        foreach (var value in Texts(["a", "b", "ä", "😀"], 5))
        {
            var answer = JsonSerializer.Serialize(value);
            Assert.True((schema.Validate(Encoding.UTF8.GetBytes(answer)).Count == 0) == grammar.Start().Finishes(answer), $"{answer} by {text}");
        }
    }

    [Fact]
    public void A_character_is_begun_only_where_the_length_can_still_be_kept()
    {
        // Pairs of a or triples of b, four or five characters: aaaa, aabbb, bbbaa.
        const string schema = """{"type":"string","pattern":"^(?:aa|bbb)*$","minLength":4,"maxLength":5}""";

        Assert.Equal("ab", WriteTidily(schema).TakesThen("\"").Next());
        Assert.Equal("ab", WriteTidily(schema).TakesThen("\"aa").Next());
        Assert.Equal("\"", WriteTidily(schema).TakesThen("\"aaaa").Next());
        Assert.Equal("b", WriteTidily(schema).TakesThen("\"aab").Next());
        Assert.Equal("a", WriteTidily(schema).TakesThen("\"bbb").Next());
    }

    [Fact]
    public void Long_lengths_are_counted_beside_long_repetitions()
    {
        const string schema = """{"type":"string","pattern":"^[ab]{1,4096}$","minLength":5,"maxLength":2000}""";

        Assert.Equal("ab", WriteTidily(schema).TakesThen("\"abba").Next());
        Assert.Equal("\"ab", WriteTidily(schema).TakesThen("\"abbab").Next());
        Assert.Equal("\"", WriteTidily(schema).TakesThen("\"" + new string('a', 2000)).Next());
    }

    [Fact]
    public void Half_a_character_is_taken_only_when_a_whole_one_fits()
    {
        var machine = WriteTidily("""{"type":"string","pattern":"^[ä😀]$"}""").TakesThen("\"");

        Assert.False(machine.TryAppend([0xC4]));
        Assert.True(machine.Fork().TryAppend([0xC3, 0xA4]));
        Assert.True(machine.TryAppend([0xF0, 0x9F]));
        Assert.False(machine.TryAppend([0x99]));
        Assert.True(machine.TryAppend([0x98, 0x80, (byte)'"']));
    }

    [Theory]
    [InlineData("date", "2024-02-3", "")]
    [InlineData("date", "2023-02-", "012")]
    [InlineData("date-time", "2026-11-30T23:59:60", "+-.Zz")]
    [InlineData("date-time", "2026-11-30T23:58:60", "+-.")]
    [InlineData("ipv4", "25", ".012345")]
    [InlineData("uuid", "2eb8aa08", "-")]
    [InlineData("email", "a@b.", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")]
    public void A_format_is_followed_character_by_character(string format, string before, string next)
    {
        var schema = JsonSchema.Parse($$"""{"type":"string","format":"{{format}}"}""", AssertingFormats);
        var machine = schema.CompileAnswer(AnswerOptions.Writing).Start();

        var taken = machine.Takes("\"" + before);

        Assert.Equal(next.Length > 0, taken);
        if (taken)
            Assert.Equal(next, machine.Next());
    }

    [Fact]
    public void A_host_name_ends_at_its_longest()
    {
        var schema = JsonSchema.Parse("""{"type":"string","format":"hostname"}""", AssertingFormats);
        var label = new string('x', 60) + ".";
        var machine = schema.CompileAnswer(AnswerOptions.Writing).Start();

        Assert.True(machine.Takes("\"" + label + label + label + label + new string('y', 9)));

        Assert.Equal("\"", machine.Next());
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string","pattern":"^(?:a|bc)?$"},"uniqueItems":true,"minItems":3}""")]
    [InlineData("""{"type":"array","items":{"type":"string","pattern":"^[ab]*$","minLength":2,"maxLength":2},"uniqueItems":true,"minItems":4}""")]
    [InlineData("""{"type":"array","items":{"type":"string","pattern":"^(?:aa|bbb)*$","minLength":4,"maxLength":6},"uniqueItems":true,"minItems":5,"maxItems":5}""")]
    [InlineData("""{"type":"array","items":{"anyOf":[{"type":"string","pattern":"^a?b?$"},{"enum":["a","c",1]}]},"uniqueItems":true,"minItems":6}""")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"k":{"type":"string","pattern":"^[xk]$"}},"required":["k"],"additionalProperties":false},"uniqueItems":true,"minItems":2}""")]
    [InlineData("""{"type":"string","pattern":"^(?=.*[a-z])(?=.*[0-9])(?!.*x)[a-z0-9-]{4,8}$"}""")]
    [InlineData("""{"type":"string","pattern":"\\bend$","maxLength":9}""")]
    public void Every_walk_ends_in_a_valid_answer(string text)
    {
        var schema = JsonSchema.Parse(text);
        var random = new Random(5);
        foreach (var options in new[] { AnswerOptions.Writing, AnswerOptions.Reading with { MaxWhitespace = 1 } })
        {
            var start = schema.CompileAnswer(options).Start();
            for (var round = 0; round < 8; round++)
            {
                var (ended, answer) = AnswerWalk.ToEnd(start.Fork(), random, random.Next(40), ["k\":"u8.ToArray()]);

                Assert.True(ended, $"stuck after {answer}");
                Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(answer)));
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string","pattern":"^[ab]$"},"uniqueItems":true,"minItems":3}""")]
    [InlineData("""{"type":"string","pattern":"^aaa$","maxLength":2}""")]
    [InlineData("""{"type":"string","pattern":"^(?:aa)*$","minLength":3,"maxLength":3}""")]
    [InlineData("""{"type":"string","allOf":[{"pattern":"^a"},{"pattern":"^b"}]}""")]
    public void What_no_string_fits_is_refused(string schema) => Assert.Throws<UnsupportedSchemaException>(() => Write(schema));

    [Theory]
    [InlineData("""{"type":"string","x-verbatim":true,"pattern":"^a"}""", "#/pattern", "beside \"x-verbatim\"")]
    [InlineData("""{"type":"string","pattern":"(?<=a)b"}""", "#/pattern", "look-behind")]
    [InlineData("""{"type":"string","pattern":"^(.*a.{60}|b)$"}""", "#/pattern", "states")]
    [InlineData("""{"type":"string","format":"regex"}""", "#/format", "well formed")]
    public void What_cannot_be_followed_is_refused_with_its_path(string schema, string path, string reason)
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => JsonSchema.Parse(schema, AssertingFormats).CompileAnswer(AnswerOptions.Writing));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    static IEnumerable<string> Texts(string[] letters, int longest)
    {
        var level = new List<string> { "" };
        for (var length = 0; length <= longest; length++)
        {
            foreach (var text in level)
                yield return text;
            level = [.. level.SelectMany(text => letters.Select(letter => text + letter))];
        }
    }
}
