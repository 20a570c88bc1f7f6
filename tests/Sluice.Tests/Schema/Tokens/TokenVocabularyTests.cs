using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Grounding;
using Sluice.Schema.Tokens;

namespace Sluice.Tests.Schema.Tokens;

public sealed class TokenVocabularyTests
{
    static readonly byte[]?[] Tokens =
    [
        null, "{"u8.ToArray(), "{\""u8.ToArray(), "\""u8.ToArray(), "a"u8.ToArray(), "ab"u8.ToArray(), "\":"u8.ToArray(), "1"u8.ToArray(), "12"u8.ToArray(), "}"u8.ToArray(),
        " "u8.ToArray(), "  "u8.ToArray(), [], [0xC3], [0xA4], [0xC3, 0xA4], "a"u8.ToArray(), "\"}"u8.ToArray(), "null"u8.ToArray(), "x"u8.ToArray(),
        "a long token of text"u8.ToArray(), "größe"u8.ToArray(), "\\"u8.ToArray(), "u00"u8.ToArray(), [0x61, 0xC3], "\n"u8.ToArray(),
    ];

    [Fact]
    public void Every_token_that_may_come_next_is_found_and_no_other()
    {
        const string schema = """{"type":"object","properties":{"a":{"type":["integer","null"]},"ab":{"type":"string","maxLength":4,"x-verbatim":true}},"additionalProperties":false}""";
        var vocabulary = new TokenVocabulary(Tokens);
        var machine = JsonSchema.Parse(schema).CompileAnswer().Start(new SourceText("ä ab x"));

        foreach (var piece in new[] { "", "{\"", "a", "\":", "1", ",", "\"ab\":", "\"", "ä", " ", "ab" })
        {
            Assert.True(machine.TryAppend(Encoding.UTF8.GetBytes(piece)));
            AssertAgrees(vocabulary, machine);
        }
    }

    [Theory]
    [InlineData("\"string\"")]
    [InlineData("\"string\",\"maxLength\":3")]
    [InlineData("\"string\",\"maxLength\":18")]
    [InlineData("\"string\",\"maxLength\":30,\"minLength\":2")]
    [InlineData("\"object\"")]
    public void Text_in_strings_and_keys_is_allowed_as_one_by_one(string type)
    {
        var vocabulary = new TokenVocabulary(Tokens);
        var machine = JsonSchema.Parse($$"""{"type":"array","items":{"type":{{type}}},"uniqueItems":true}""").CompileAnswer(AnswerOptions.Writing with { AnyEscape = true }).Start();

        foreach (var piece in type.StartsWith("\"o", StringComparison.Ordinal) ? new[] { "[{", "\"", "a", "\\u00", "61" } : ["[\"ab\",", "\"", "a", "\\u00", "62"])
        {
            Assert.True(machine.TryAppend(Encoding.UTF8.GetBytes(piece)));
            AssertAgrees(vocabulary, machine);
        }
    }

    [Fact]
    public void A_walk_leaves_the_machine_as_it_was()
    {
        var vocabulary = new TokenVocabulary(Tokens);
        var machine = JsonSchema.Parse("""{"type":"object","properties":{"a":{"const":12}},"required":["a"]}""").CompileAnswer().Start();
        var mask = new ulong[vocabulary.MaskLength];
        Assert.True(machine.TryAppend("{\"a"u8));

        vocabulary.Allowed(machine, mask);

        Assert.True(machine.TryAppend("\":12}"u8));
        Assert.True(machine.IsComplete);
    }

    [Fact]
    public void A_mask_that_is_too_short_is_refused()
    {
        var vocabulary = new TokenVocabulary(Tokens);
        var machine = JsonSchema.Parse("{}").CompileAnswer().Start();

        Assert.Equal(1, vocabulary.MaskLength);
        Assert.Throws<ArgumentException>(() => vocabulary.Allowed(machine, []));
    }

    static void AssertAgrees(TokenVocabulary vocabulary, AnswerMachine machine)
    {
        var mask = new ulong[vocabulary.MaskLength];
        mask.AsSpan().Fill(ulong.MaxValue);
        vocabulary.Allowed(machine, mask);
        for (var id = 0; id < mask.Length * 64; id++)
        {
            var allowed = id < Tokens.Length && Tokens[id] is { Length: > 0 } token && machine.Fork().TryAppend(token);
            Assert.True(allowed == ((mask[id / 64] >> id % 64 & 1) != 0), $"token {id} ({(id < Tokens.Length && Tokens[id] is { } bytes ? Encoding.Latin1.GetString(bytes) : "none")})");
        }
    }
}
