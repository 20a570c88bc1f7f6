using System.Text;
using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Generation;
using Sluice.Schema.Grounding;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Answers;

/// <summary>The promises, over random schemas: what validates is taken, what is taken validates, and every way leads to an end.</summary>
public sealed class AnswerPropertyTests
{
    const string Text = "Senior größe Engineer (CI/CD)\n  <ORGANIZATION> junior  lead\n機械学習 🐲🐲 say \"hi\" x text other\n";

    static readonly SourceText Source = new(Text);

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public void What_validates_is_never_forbidden(int seed, bool verbatim)
    {
        var documents = 0;
        foreach (var (schema, random) in Schemas(seed, 150, verbatim))
        {
            var written = Start(schema, AnswerProbe.LooseWriting with { DistinctVerbatim = false });
            var read = Start(schema, AnswerOptions.Reading);
            foreach (var document in Documents(schema, random, new GenerationOptions { Source = Text }, 3))
                AssertTaken(written, document, schema);
            foreach (var document in Documents(schema, random, new GenerationOptions { Source = Text, ShuffleKeys = true, VarySpelling = true }, 5))
            {
                AssertTaken(read, document, schema);
                AssertTaken(read, Indented(document), schema);
                documents++;
            }
        }

        Assert.InRange(documents, 600, 750);
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    public void What_may_finish_validates_and_is_grounded(int seed, bool verbatim)
    {
        var (valid, invalid) = (0, 0);
        foreach (var (schema, random) in Schemas(seed, 150, verbatim))
        {
            var machine = Start(schema, AnswerOptions.Reading);
            var mutator = new DocumentMutator(random);
            foreach (var document in Documents(schema, random, new GenerationOptions { Source = Text }, 2))
            {
                for (var round = 0; round < 10; round++)
                {
                    var mutated = round < 7 ? mutator.Mutate(document) : Damaged(document, random);
                    var expected = IsValid(schema, mutated);
                    Assert.True(expected == machine.Finishes(mutated), $"seed {seed}: {mutated} is {(expected ? "valid" : "invalid")} by {schema.Root.Source.GetRawText()}");
                    (valid, invalid) = expected ? (valid + 1, invalid) : (valid, invalid + 1);
                }
            }
        }

        Assert.True(valid > 200 && invalid > 1000, $"{valid} valid, {invalid} invalid");
    }

    [Theory]
    [InlineData(31, false, false)]
    [InlineData(32, true, false)]
    [InlineData(33, false, true)]
    [InlineData(34, true, true)]
    public void Every_walk_leads_to_an_end_that_validates(int seed, bool verbatim, bool reading)
    {
        var options = reading ? AnswerOptions.Reading with { MaxWhitespace = 2 } : AnswerOptions.Writing;
        foreach (var (schema, random) in Schemas(seed, 100, verbatim))
        {
            var start = Start(schema, options);
            for (var round = 0; round < 3; round++)
            {
                var answer = AnswerWalk.ToEnd(start.Fork(), random, random.Next(120), Keys(schema.Root.Source));
                Assert.True(answer.Ended, $"seed {seed}: stuck after {answer.Text} by {schema.Root.Source.GetRawText()}");
                Assert.True(IsValid(schema, answer.Text), $"seed {seed}: {answer.Text} is invalid by {schema.Root.Source.GetRawText()}");
            }
        }
    }

    /// <summary>The keys that a schema defines anywhere, as the end of a key is written.</summary>
    static List<byte[]> Keys(JsonElement schema)
    {
        var keys = new HashSet<string>();
        Collect(schema);
        return [.. keys.Select(key => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key)[1..] + ":"))];

        void Collect(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array)
                node.EnumerateArray().ToList().ForEach(Collect);
            if (node.ValueKind != JsonValueKind.Object)
                return;
            foreach (var member in node.EnumerateObject())
            {
                if (member.Name == "required")
                    keys.UnionWith(member.Value.EnumerateArray().Select(name => name.GetString()!));
                Collect(member.Value);
            }
        }
    }

    static IEnumerable<(JsonSchema Schema, Random Random)> Schemas(int seed, int count, bool verbatim)
    {
        var random = new Random(seed);
        var schemas = new RandomSchemas(random) { WithVerbatim = verbatim };
        while (count-- > 0)
        {
            var schema = JsonSchema.Parse(schemas.Next());
            if (new InstanceSearch(schema, new Random(seed), new GenerationOptions { Source = Text }).TryFind(out _, out _))
                yield return (schema, random);
        }
    }

    /// <summary>Documents found without the machine, so that they can be held against it.</summary>
    static IEnumerable<string> Documents(JsonSchema schema, Random random, GenerationOptions options, int count)
    {
        var search = new InstanceSearch(schema, random, options);
        while (count-- > 0)
        {
            if (search.TryFind(out var document, out _))
                yield return document;
        }
    }

    static AnswerMachine Start(JsonSchema schema, AnswerOptions options) => schema.CompileAnswer(options).Start(Source);

    static void AssertTaken(AnswerMachine machine, string document, JsonSchema schema)
    {
        if (IsValid(schema, document))
            Assert.True(machine.Finishes(document), $"{document} is forbidden by {schema.Root.Source.GetRawText()}");
    }

    static bool IsValid(JsonSchema schema, string document)
    {
        if (schema.Validate(Encoding.UTF8.GetBytes(document)).Count > 0)
            return false;
        using var parsed = JsonDocument.Parse(document);
        return GroundingCheck.Check(schema, parsed.RootElement, Source).IsGrounded;
    }

    static string Indented(string document)
    {
        using var parsed = JsonDocument.Parse(document);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            parsed.RootElement.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The text with one character taken out, doubled or replaced: often no JSON any more.</summary>
    static string Damaged(string document, Random random)
    {
        var at = random.Next(document.Length);
        if (char.IsSurrogate(document[at]))
            return document;
        return random.Next(3) switch
        {
            0 => document.Remove(at, 1),
            1 => document.Insert(at, document[at].ToString()),
            _ => document[..at] + "{}[]\",:0e.-a\\ "[random.Next(14)] + document[(at + 1)..],
        };
    }
}
