using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Schema.Generation;
using Sluice.Schema.Tokens;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Tokens;

/// <summary>The mask that is put together from what is known of strings, against one made by trying each token by itself.</summary>
public sealed class FastMaskTests
{
    static readonly byte[]?[] Tokens = RandomTokens(new Random(5));

    static readonly TokenVocabulary Vocabulary = new(Tokens);

    [Theory]
    [InlineData("""{"type": "string"}""", "\"abc größe \\u00e9 \\\"x 東京🎉\"")]
    [InlineData("""{"type": "string", "minLength": 3, "maxLength": 9}""", "\"abüéfg\\n\"")]
    [InlineData("""{"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$"}""", "\"ab-c1-the\"")]
    [InlineData("""{"type": "string", "pattern": "^[A-Z]", "maxLength": 6}""", "\"Ab\\\\c,\"")]
    [InlineData("""{"type": "string", "pattern": "ab", "minLength": 4, "maxLength": 5}""", "\"xxabx\"")]
    [InlineData("""{"type": "string", "format": "date-time"}""", "\"2024-02-29T12:30:00.25+01:00\"")]
    [InlineData("""{"type": "string", "format": "email"}""", "\"ab.c@the-x.org\"")]
    [InlineData("""{"anyOf": [{"type": "string", "pattern": "^a*$"}, {"type": "string", "maxLength": 2}, {"enum": ["the", "ab", 12]}]}""", "\"aaaa\"")]
    [InlineData("""{"type": "string", "not": {"const": "ab"}}""", "\"abc\"")]
    [InlineData("""{"type": "array", "items": {"type": "string", "pattern": "^a"}, "uniqueItems": true}""", "[\"a\", \"ab\" , \"abc\"]")]
    [InlineData("""{"anyOf": [{"properties": {"a": {"pattern": "^x"}, "b": {"const": 1}}, "required": ["a", "b"]}, {"properties": {"a": {"maxLength": 3}, "b": {"const": "x"} }, "required": ["a", "b"]}]}""", "{ \"a\": \"xab\", \"c\" :\"x\",\"b\":1}")]
    [InlineData("""{"properties": {"the": {"type": "integer"}}, "additionalProperties": {"type": "string"}}""", "{\"the\": 12, \"then\" : \"x\"}")]
    [InlineData("""{"properties": {"a": {"maxLength": 1}}, "patternProperties": {"^b": {"pattern": "^[0-9]{2}$"}}, "additionalProperties": false}""", "{\"a\":\"x\", \"bc\":\"12\"}")]
    [InlineData("""{"type": "array", "contains": {"pattern": "^ab"}, "maxItems": 3}""", "[\"xab\", \"abc\", \"ab\"]")]
    [InlineData("""{"type": "array", "items": {"oneOf": [{"pattern": "^a"}, {"maxLength": 1}]}}""", "[\"abc\", \"x\", 12]")]
    [InlineData("""{"type": "array", "items": {"enum": ["ab", "abc", "the", "12"]}, "uniqueItems": true}""", "[\"ab\", \"abc\" ,\"12\", \"the\"]")]
    [InlineData("""{"type": "array", "items": {"type": "string", "maxLength": 2}, "uniqueItems": true}""", "[\"ab\", \"a\",\"\", \"ax\"]")]
    [InlineData("""{"type": "array", "items": {"pattern": "^a{1,3}b?$"}, "uniqueItems": true, "maxItems": 5}""", "[\"aa\", \"a\",\"aab\", \"aaa\"]")]
    [InlineData("""{"type": "array", "items": {"properties": {"a": {"type": "string"}}}, "uniqueItems": true}""", "[{\"a\": \"ab\"}, {\"a\": \"abc\"},{\"b\":\"x\"}]")]
    [InlineData("""{"type": "string", "maxLength": 3, "not": {"enum": ["ab", "abc", "ä", "the"]}}""", "\"abx\"")]
    [InlineData("""{"patternProperties": {"^a": {"type": "string"}}, "properties": {"b": {"type": "integer"}, "the": true}, "additionalProperties": {"type": "boolean"}}""", "{\"ab\": \"x\", \"the\":1, \"x-1\": true,\"b\":12}")]
    [InlineData("""{"propertyNames": {"pattern": "^[ab]{1,2}$"}, "minProperties": 2}""", "{\"ab\": 1, \"a\" :\"x\",\"bb\":null}")]
    [InlineData("""{"properties": {"the": false, "ab": false}, "additionalProperties": {"type": "string"}}""", "{\"then\": \"x\", \"a\":\"b\"}")]
    [InlineData("""{"properties": {"a": {"const": 1}}, "propertyNames": {"pattern": "^(the|x|a)"}, "maxProperties": 2}""", "{\"xa\": [], \"a\":1}")]
    [InlineData("""{"oneOf": [{"properties": {"a": {"type": "string"}}, "patternProperties": {"^b": {"type": "integer"}}, "additionalProperties": false, "minProperties": 1}, {"properties": {"b-1": {"type": "string"}}, "required": ["b-1"], "additionalProperties": {"pattern": "^x"}}]}""", "{\"b-1\": \"ab\", \"ä\":\"xa\"}")]
    [InlineData("""{"type": "array", "uniqueItems": true, "items": {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}}""", "[{\"a\":\"b\"},{\"a\":\"bc\",\"x\":1}, {}]")]
    public void Strings_and_keys_of_every_kind_are_masked_as_one_by_one(string schema, string document)
    {
        foreach (var options in new[] { AnswerOptions.Reading, AnswerOptions.Reading with { AnyEscape = false, MaxWhitespace = 2 }, AnswerOptions.Writing with { AnyPropertyOrder = true, AnyNumberNotation = true } })
        {
            AnswerGrammar grammar;
            try
            {
                grammar = JsonSchema.Parse(schema, new SchemaOptions { AssertFormat = true }).CompileAnswer(options);
            }
            catch (UnsupportedSchemaException)
            {
                continue; // held to its promises elsewhere: what is not compiled has no mask
            }

            Walk(grammar.Start(), Encoding.UTF8.GetBytes(document), new Random(document.Length));
        }
    }

    [Fact]
    public void A_string_that_may_be_meant_in_a_hundred_ways_is_masked_as_one_by_one()
    {
        var branches = Enumerable.Range(0, 100).Select(index =>
            $$"""{"properties": {"a": {"const": "x{{index}}"}, "b": {"const": {{index % 3}} } }, "required": ["a", "b"], "additionalProperties": false}""");
        var grammar = JsonSchema.Parse($$"""{"anyOf": [{{string.Join(',', branches)}}, {"properties": {"a": {"pattern": "^the"}, "b": {"const": "x"} }, "required": ["a", "b"]}]}""").CompileAnswer(AnswerOptions.Reading);

        foreach (var document in new[] { "{\"a\":\"x12\",\"b\":0}", "{\"a\":\"theab\",\"b\":\"x\"}" })
            Assert.True(Walk(grammar.Start(), Encoding.UTF8.GetBytes(document), new Random(7)) > 4);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Random_answers_are_masked_as_one_by_one(int seed)
    {
        var random = new Random(seed);
        var masks = 0;
        for (var round = 0; round < 40; round++)
        {
            var schema = JsonSchema.Parse(new RandomSchemas(random).Next());
            var grammar = schema.CompileAnswer(AnswerOptions.Reading);
            if (new InstanceGenerator(schema, random, new GenerationOptions { ShuffleKeys = true, VarySpelling = true }).TryGenerate(out var document, out _))
                masks += Walk(grammar.Start(), Encoding.UTF8.GetBytes(document), random);
        }

        Assert.True(masks > 400, $"only {masks} masks were compared");
    }

    /// <summary>Feeds a document in pieces of random length and compares a mask before each; gives the number of masks.</summary>
    static int Walk(AnswerMachine machine, byte[] document, Random random)
    {
        var masks = 0;
        for (var at = 0; at < document.Length; masks++)
        {
            AssertAgrees(machine, document.AsSpan(0, at));
            var next = document.AsSpan(at, Math.Min(random.Next(1, 5), document.Length - at));
            if (!machine.TryAppend(next))
                return masks;
            at += next.Length;
        }

        AssertAgrees(machine, document);
        return masks + 1;
    }

    static void AssertAgrees(AnswerMachine machine, ReadOnlySpan<byte> before)
    {
        var mask = new ulong[Vocabulary.MaskLength];
        Vocabulary.Allowed(machine, mask);
        var trial = machine.NewState();
        for (var id = 0; id < Tokens.Length; id++)
        {
            var allowed = Tokens[id] is { Length: > 0 };
            trial.CopyFrom(machine.State);
            foreach (var next in Tokens[id] ?? [])
                allowed = allowed && trial.TryRead(next);
            if (allowed != ((mask[id / 64] >> id % 64 & 1) != 0))
                Assert.Fail($"after {Encoding.UTF8.GetString(before)} the token '{Encoding.Latin1.GetString(Tokens[id] ?? [])}' is {(allowed ? "allowed" : "forbidden")} by itself and not so in the mask");
        }
    }

    /// <summary>All bytes, and pieces of what documents have in all combinations of a few.</summary>
    static byte[]?[] RandomTokens(Random random)
    {
        string[] pieces = ["\"", "\"", ",", ":", "{", "}", "[", "]", " ", "\n", "a", "b", "ab", "the", "x", "1", "12", "-", ".", "e", "\\", "\\u00", "ä", "東", "true", "null", "2024-02", "@"];
        var tokens = new List<byte[]?> { null, Array.Empty<byte>() };
        tokens.AddRange(Enumerable.Range(0, 256).Select(one => (byte[]?)[(byte)one]));
        for (var count = 0; count < 500; count++)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => pieces[random.Next(pieces.Length)])));
            tokens.Add(random.Next(6) == 0 ? text[..^1] : text); // some end in the middle of a character
        }

        tokens.Add(Encoding.UTF8.GetBytes(new string('a', 40)));
        tokens.Add(Encoding.UTF8.GetBytes(new string(' ', 20)));
        return [.. tokens];
    }
}
