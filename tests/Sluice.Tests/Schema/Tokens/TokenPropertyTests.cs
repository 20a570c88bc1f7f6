using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Tokens;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Tokens;

/// <summary>Answers written token by token as chance has it, over random schemas: as an engine with a model that knows nothing.</summary>
public sealed class TokenPropertyTests
{
    const int MaxTokens = 400; // of an answer; one that chance does not end by then is left

    static readonly byte[][] tokens =
    [
        .. Enumerable.Range(0, 256).Select(one => new[] { (byte)one }),
        .. new[] { "{\"", "\":", "\": ", "\",", "\"}", "\"]", "],", "},", "}]", "[[", "[]", "{}", ", \"", "ab", "\"a\"", "\"b\":", "null", "true", "false", "0.5", "12", "e1", "aa", "ä", "東京" }.Select(Encoding.UTF8.GetBytes),
        [0xE6, 0x9D], [0x22, 0xF0],
    ];

    static readonly TokenVocabulary vocabulary = new(tokens);

    [Theory]
    [InlineData(81, false)]
    [InlineData(82, true)]
    public void No_token_leads_astray_and_what_ends_validates(int seed, bool reading)
    {
        var random = new Random(seed);
        var (conditions, ordinary) = (new RandomConditions(random), new RandomSchemas(random));
        var ended = 0;
        for (var round = 0; round < 120; round++)
        {
            var schema = JsonSchema.Parse(round % 2 == 0 ? conditions.Schema() : ordinary.Next());
            if (Compiled(schema, reading ? AnswerOptions.Reading with { MaxWhitespace = 1 } : AnswerOptions.Writing with { MaxStringLength = 8, MaxItemCount = 4, MaxOtherKeys = 2 }) is not { } grammar)
                continue;
            if (Write(grammar, random, schema) is not { } answer)
                continue;
            ended++;
            Assert.True(schema.Validate(Encoding.UTF8.GetBytes(answer)).Count == 0, $"seed {seed}: {answer} is invalid by {schema.Root.Source.GetRawText()}");
        }

        Assert.True(ended > 60, $"only {ended} answers came to an end: the test shows too little");
    }

    [Fact]
    public void Forks_and_other_chunks_come_to_the_same_place_and_leave_each_other_alone()
    {
        var random = new Random(83);
        var schemas = new RandomSchemas(random);
        for (var round = 0; round < 40; round++)
        {
            var grammar = JsonSchema.Parse(schemas.Next()).CompileAnswer();
            var machine = grammar.Start();
            var written = new List<byte>();
            for (var step = 0; step < 30 && Draw(machine, random) is { } token; step++)
            {
                var before = Mask(machine);
                var fork = machine.Fork();
                Assert.True(fork.TryAppend(tokens[token]));
                while (random.Next(3) > 0 && Draw(fork, random) is { } further)
                    fork.TryAppend(tokens[further]);
                Assert.Equal(before, Mask(machine));

                Assert.True(machine.TryAppend(tokens[token]));
                written.AddRange(tokens[token]);
                var again = grammar.Start();
                for (var at = 0; at < written.Count;)
                {
                    var chunk = Math.Min(random.Next(1, 7), written.Count - at);
                    Assert.True(again.TryAppend([.. written[at..(at + chunk)]]));
                    at += chunk;
                }

                Assert.Equal(Mask(machine), Mask(again));
                Assert.Equal((machine.CanEnd, machine.IsComplete), (again.CanEnd, again.IsComplete));
            }
        }
    }

    /// <summary>An answer of tokens drawn with equal chances, the end among them; null when chance finds no end.</summary>
    static string? Write(AnswerGrammar grammar, Random random, JsonSchema schema)
    {
        var machine = grammar.Start();
        var written = new List<byte>();
        for (var count = 0; count < MaxTokens; count++)
        {
            if (machine.IsComplete || machine.CanEnd && random.Next(4) == 0)
                return Encoding.UTF8.GetString([.. written]);
            var token = Draw(machine, random);
            Assert.True(token is not null || machine.CanEnd, $"stuck after {Encoding.UTF8.GetString([.. written])} by {schema.Root.Source.GetRawText()}");
            if (token is not { } next)
                return Encoding.UTF8.GetString([.. written]);
            Assert.True(machine.TryAppend(tokens[next]), $"a token of the mask is refused after {Encoding.UTF8.GetString([.. written])} by {schema.Root.Source.GetRawText()}");
            written.AddRange(tokens[next]);
        }

        return null;
    }

    static int? Draw(AnswerMachine machine, Random random)
    {
        var mask = Mask(machine);
        var allowed = Enumerable.Range(0, tokens.Length).Where(id => (mask[id / 64] >> id % 64 & 1) != 0).ToList();
        return allowed.Count == 0 ? null : allowed[random.Next(allowed.Count)];
    }

    static ulong[] Mask(AnswerMachine machine)
    {
        var mask = new ulong[vocabulary.MaskLength];
        vocabulary.Allowed(machine, mask);
        return mask;
    }

    static AnswerGrammar? Compiled(JsonSchema schema, AnswerOptions options)
    {
        try
        {
            return schema.CompileAnswer(options);
        }
        catch (UnsupportedSchemaException)
        {
            return null;
        }
    }
}
