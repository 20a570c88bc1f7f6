using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Answers;

public sealed class ForcedTextTests
{
    const string Text = "Senior Java Developer in Zürich";

    const string Person = """
        {"type":"object","properties":{"name":{"type":"string"},"level":{"enum":["senior","senile"]},"native":{"const":true},"tags":{"type":"array","items":{"enum":["é","è"]},"minItems":2,"maxItems":2}},
         "required":["name","level","native","tags"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("", "{'name':", false)]
    [InlineData("{", "'name':", false)]
    [InlineData("{'na", "me':", false)]
    [InlineData("{ 'name' :", "", false)]
    [InlineData("{'name': ", "'", false)]
    [InlineData("{'name': 'x'", ", 'level': 'seni", false)]
    [InlineData("{'name': 'x:,',", " 'level': 'seni", false)]
    [InlineData("{'name': 'x','level':'senior','native'", ": true, 'tags': ['Ã", false)]
    [InlineData("{'name':'", "", false)]
    [InlineData("{'name':'x'", ",'level':'seni", false)]
    [InlineData("{'name':'x','level':'senio", "r','native':true,'tags':['Ã", false)]
    [InlineData("{'name':'x','level':'senile','native':true,'tags':['é'", ",'Ã", false)]
    [InlineData("{'name':'x','level':'senile','native':true,'tags':['é','é", "']}", true)]
    [InlineData("{'name':'x','level':'senile','native':true,'tags':['é','é']}", "", true)]
    public void Keys_punctuation_and_what_values_share_must_come(string written, string expected, bool ends)
    {
        var machine = Writing(Person).TakesThen(written.Replace('\'', '"'));
        Span<byte> found = new byte[100];

        var count = machine.Forced(found, out var endsAnswer);

        // A last "Ã" stands for the byte that é and è share.
        byte[] bytes = expected.EndsWith('Ã') ? [.. Encoding.UTF8.GetBytes(expected[..^1]), 0xC3] : Encoding.UTF8.GetBytes(expected);
        bytes = [.. bytes.Select(value => value == '\'' ? (byte)'"' : value)];
        Assert.Equal(bytes, found[..count].ToArray());
        Assert.Equal(ends, endsAnswer);
    }

    [Fact]
    public void A_number_that_may_go_on_or_end_is_not_forced_and_one_with_a_single_end_is()
    {
        const string schema = """{"type":"array","items":{"type":"integer","minimum":120,"maximum":129},"minItems":1,"maxItems":1}""";

        Assert.Equal("[12", Forced(Writing(schema)));
        Assert.Equal("", Forced(Writing(schema).TakesThen("[12")));
        Assert.Equal("]", Forced(Writing(schema).TakesThen("[125")));
        Assert.Equal("", Forced(Writing("""{"type":"integer","minimum":12,"maximum":129}""").TakesThen("12")));
    }

    [Fact]
    public void A_short_buffer_gives_the_beginning()
    {
        var machine = Writing(Person);

        var count = machine.Forced(new byte[4], out var endsAnswer);

        Assert.Equal((4, false), (count, endsAnswer));
        Assert.True(machine.Takes("""{"name":"x"""));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Exactly_what_no_other_byte_can_replace_is_forced(int seed, bool verbatim)
    {
        var random = new Random(seed);
        var schemas = new RandomSchemas(random) { WithVerbatim = verbatim };
        var forced = 0;
        for (var round = 0; round < 25; round++)
        {
            var schema = JsonSchema.Parse(schemas.Next());
            var machine = schema.CompileAnswer().Start(new SourceText(Text));
            var isSpacingOpen = true;
            byte last = 0;
            for (var length = 0; machine.HasAnswer && length < 60 && !machine.IsComplete; length++)
            {
                var single = Continuations(machine);
                var text = Forced(machine);
                if (isSpacingOpen && IsAfterSeparator(machine, last))
                {
                    isSpacingOpen = false;
                    Assert.Equal("", text);
                }
                else
                {
                    Assert.True((text.Length > 0) == (single.Count == 1 && !machine.CanEnd), $"{schema}: {length} bytes in, {single.Count} ways on, yet forced is '{text}'");
                }

                forced += text.Length > 0 ? 1 : 0;
                last = single[random.Next(single.Count)];
                Assert.True(machine.TryAppend([last]));
            }
        }

        Assert.True(forced > 100, $"only {forced} places were forced: the test shows too little");
    }

    // Where a tab may come is no string.
    static bool IsAfterSeparator(AnswerMachine machine, byte last) => last is (byte)':' or (byte)',' && machine.Fork().TryAppend("\t"u8);

    /// <summary>All bytes that may come next, white space between tokens of JSON left out.</summary>
    static List<byte> Continuations(AnswerMachine machine)
    {
        var found = new List<byte>();
        for (var next = 0; next < 256; next++)
        {
            // Where a tab may come, white space is none of a string's.
            if (machine.Fork().TryAppend([(byte)next]) && !(next == ' ' && machine.Fork().TryAppend("\t"u8)) && next is not ('\t' or '\n' or '\r'))
                found.Add((byte)next);
        }

        return found;
    }

    static AnswerMachine Writing(string schema) => JsonSchema.Parse(schema).CompileAnswer().Start();

    static string Forced(AnswerMachine machine)
    {
        Span<byte> found = new byte[100];
        return Encoding.Latin1.GetString(found[..machine.Forced(found, out _)]);
    }
}
