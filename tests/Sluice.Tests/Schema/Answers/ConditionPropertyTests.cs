using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Answers;

/// <summary>The promises, over random combinations of all keywords: machine and validator agree, and every way leads to an end.</summary>
public sealed class ConditionPropertyTests
{
    /// <summary>Keys, ends of strings and values that schemas ask for, which a walk would not find by chance.</summary>
    static readonly byte[][] Words = [.. new[] { "\"a\":", "\"b\":", "\"ab\":", "\"c\":", "a\"", "b\"", "ab\"", "0.5", "4", "[]", "{}", "null", "false" }.Select(Encoding.UTF8.GetBytes)];

    [Theory]
    [InlineData(41, false)]
    [InlineData(42, false)]
    [InlineData(43, false)]
    [InlineData(44, true)]
    [InlineData(45, true)]
    public void Machine_and_validator_agree(int seed, bool unevaluated)
    {
        var (valid, invalid) = (0, 0);
        foreach (var (schema, random) in Schemas(seed, 400, unevaluated))
        {
            var documents = new RandomConditions(random);
            if (TryCompile(schema, AnswerOptions.Reading) is not { } machine)
                continue;

            for (var round = 0; round < 40; round++)
            {
                var document = documents.Document();
                var expected = schema.Validate(Encoding.UTF8.GetBytes(document)).Count == 0;
                Assert.True(expected == machine.Finishes(document), $"seed {seed}: {document} is {(expected ? "valid" : "invalid")} by {schema.Root.Source.GetRawText()}");
                (valid, invalid) = expected ? (valid + 1, invalid) : (valid, invalid + 1);
            }
        }

        Assert.True(valid > 1_000 && invalid > 1_000, $"{valid} valid, {invalid} invalid");
    }

    [Theory]
    [InlineData(51, false)]
    [InlineData(52, true)]
    public void Every_walk_leads_to_an_end_that_validates(int seed, bool reading)
    {
        var options = reading ? AnswerOptions.Reading with { MaxWhitespace = 1 } : AnswerOptions.Writing;
        var (walks, lost) = (0, 0);
        foreach (var (schema, random) in Schemas(seed, 300, unevaluated: false))
        {
            if (TryCompile(schema, options) is not { } start)
                continue;
            for (var round = 0; round < 2; round++, walks++)
            {
                var answer = AnswerWalk.ToEnd(start.Fork(), random, random.Next(40), Words);
                if (!answer.Ended)
                {
                    // A walk by chance need not find the one item that is still asked for; but something must be left to write.
                    Assert.True(GoesOn(start.Fork(), answer.Text), $"seed {seed}: stuck after {answer.Text} by {schema.Root.Source.GetRawText()}");
                    lost++;
                    continue;
                }

                Assert.True(schema.Validate(Encoding.UTF8.GetBytes(answer.Text)).Count == 0, $"seed {seed}: {answer.Text} is invalid by {schema.Root.Source.GetRawText()}");
            }
        }

        Assert.True(walks > 200 && lost * 50 < walks, $"{walks} walks, {lost} lost");
    }

    [Fact]
    public void Few_random_combinations_are_refused()
    {
        var compiled = Schemas(61, 300, unevaluated: false).Count(pair => TryCompile(pair.Schema, AnswerOptions.Reading) is not null);

        Assert.InRange(compiled, 150, 300);
    }

    static IEnumerable<(JsonSchema Schema, Random Random)> Schemas(int seed, int count, bool unevaluated)
    {
        var random = new Random(seed);
        var schemas = new RandomConditions(random, unevaluated);
        return Enumerable.Range(0, count).Select(_ => (JsonSchema.Parse(schemas.Schema()), random));
    }

    static bool GoesOn(AnswerMachine machine, string text) =>
        machine.TryAppend(Encoding.UTF8.GetBytes(text)) && Enumerable.Range(0, 256).Any(next => machine.Fork().TryAppend([(byte)next]));

    /// <summary>Null when the schema is refused, as it is when nothing satisfies it.</summary>
    static AnswerMachine? TryCompile(JsonSchema schema, AnswerOptions options)
    {
        try
        {
            return schema.CompileAnswer(options).Start();
        }
        catch (UnsupportedSchemaException)
        {
            return null;
        }
    }
}
