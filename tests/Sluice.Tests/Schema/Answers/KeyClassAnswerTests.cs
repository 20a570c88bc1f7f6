using System.Text;
using System.Text.Json;
using Sluice.Schema;
using Sluice.Schema.Answers;
using static Sluice.Tests.Schema.Answers.AnswerProbe;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Keys that a schema does not name one by one: patternProperties, additionalProperties and propertyNames.</summary>
public sealed class KeyClassAnswerTests
{
    static readonly string[] Values = ["1", "\"s\"", "null"];

    [Theory]
    [InlineData("""{"type":"object","patternProperties":{"^x":{"type":"integer"}}}""")]
    [InlineData("""{"type":"object","patternProperties":{"^x":{"type":"integer"},"y$":{"type":["integer","string"]}},"additionalProperties":false}""")]
    [InlineData("""{"type":"object","properties":{"x":{"enum":[1,"s"]}},"patternProperties":{"x":{"type":"string"}},"additionalProperties":{"type":"null"}}""")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^[xy]+$","maxLength":2},"patternProperties":{"y":{"type":"null"}}}""")]
    [InlineData("""{"type":"object","propertyNames":{"enum":["x","yx"]},"additionalProperties":{"type":"integer"}}""")]
    [InlineData("""{"type":"object","propertyNames":{"not":{"pattern":"y"}}}""")]
    [InlineData("""{"type":"object","propertyNames":false}""")]
    [InlineData("""{"type":"object","properties":{"y":true},"propertyNames":{"minLength":2}}""")]
    [InlineData("""{"type":"object","allOf":[{"patternProperties":{"^x":true},"additionalProperties":{"type":"null"}},{"properties":{"xx":{"type":"string"}},"additionalProperties":{"type":"integer"}}]}""")]
    [InlineData("""{"type":"object","anyOf":[{"patternProperties":{"^x$":{"type":"integer"}},"additionalProperties":false},{"patternProperties":{"^y$":{"type":"string"}},"additionalProperties":false}]}""")]
    [InlineData("""{"type":"object","patternProperties":{"^[xy]$":true},"additionalProperties":false,"minProperties":2}""")]
    [InlineData("""{"type":"object","required":["xx"],"patternProperties":{"^x":{"type":"integer"}},"maxProperties":1}""")]
    public void Exactly_the_objects_that_the_validator_takes_are_taken(string text)
    {
        var schema = JsonSchema.Parse(text);
        var grammar = schema.CompileAnswer(AnswerOptions.Reading);
        foreach (var answer in Objects(["x", "y", "xx", "yx", "z"]))
            Assert.True((schema.Validate(Encoding.UTF8.GetBytes(answer)).Count == 0) == grammar.Start().Finishes(answer), $"{answer} by {text}");
    }

    [Fact]
    public void A_key_is_followed_character_by_character()
    {
        const string schema = """{"type":"object","properties":{"abc":true},"patternProperties":{"^x-\\d{2}$":{"const":1}},"additionalProperties":false}""";

        Assert.Equal("ax", WriteTidily(schema).TakesThen("{\"").Next());
        Assert.Equal("0123456789", WriteTidily(schema).TakesThen("{\"x-").Next());
        Assert.Equal("\"", WriteTidily(schema).TakesThen("{\"x-12").Next());
        Assert.Equal(" 1", WriteTidily(schema).TakesThen("{\"x-12\":").Next());
        Assert.False(WriteTidily(schema).Takes("{\"x-12\":1,\"x-12"));
    }

    [Fact]
    public void The_last_key_of_a_class_ends_it()
    {
        const string schema = """{"type":"object","patternProperties":{"^(?:ab?|c)$":true},"additionalProperties":false}""";

        Assert.Equal("ac", WriteTidily(schema).TakesThen("{\"ab\":1,\"").Next());
        Assert.Equal("\"", WriteTidily(schema).TakesThen("{\"ab\":1,\"a").Next());
        Assert.Equal(" }", WriteTidily(schema).TakesThen("{\"ab\":1,\"a\":2,\"c\":{}").Next());
    }

    [Fact]
    public void Half_a_character_of_a_key_is_taken_only_when_a_new_key_goes_on_so()
    {
        var machine = WriteTidily("""{"type":"object","patternProperties":{"^[äö]$":{"const":1}},"additionalProperties":false}""");

        Assert.Equal("", machine.TakesThen("{\"ä\":1,\"").Next());
        Assert.True(machine.TryAppend([0xC3]));
        Assert.False(machine.TryAppend([0xA4]));
        Assert.True(machine.TryAppend([0xB6]));
    }

    [Theory]
    [InlineData("""{"type":"object","patternProperties":{"^[ab]$":{"type":"integer"}},"properties":{"c":{"const":1}},"additionalProperties":false,"minProperties":3}""")]
    [InlineData("""{"type":"object","patternProperties":{"^[ab]$":{"const":1},"^[bk]$":{"type":"integer"}},"additionalProperties":false,"minProperties":3}""")]
    [InlineData("""{"type":"object","propertyNames":{"enum":["a","b","d","tags"]},"minProperties":4,"additionalProperties":{"type":"boolean"}}""")]
    [InlineData("""{"type":"object","patternProperties":{"^a":{"type":"object","patternProperties":{"^b$":{"const":2}},"additionalProperties":false,"minProperties":1}},"required":["ab"],"additionalProperties":false,"maxProperties":2}""")]
    [InlineData("""{"type":"array","items":{"type":"object","patternProperties":{"^[ab]$":{"const":1}},"additionalProperties":false},"uniqueItems":true,"minItems":4}""")]
    [InlineData("""{"type":"array","items":{"type":"object","patternProperties":{"^[ab]$":{"enum":[1,2]}},"additionalProperties":false,"minProperties":1,"maxProperties":1},"uniqueItems":true,"minItems":4}""")]
    [InlineData("""{"type":"array","items":{"type":"object","patternProperties":{"^k":{"const":1}},"additionalProperties":false,"minProperties":1,"maxProperties":1},"uniqueItems":true,"minItems":3}""")]
    [InlineData("""{"type":"object","patternProperties":{"^[0-9]$":{"type":"null"}},"additionalProperties":false,"minProperties":10}""")]
    public void Every_walk_ends_in_a_valid_answer(string text)
    {
        var schema = JsonSchema.Parse(text);
        var random = new Random(6);
        byte[][] keys = [.. "abcdkvz".Select(key => Encoding.ASCII.GetBytes(key + "\":")), "tags\":"u8.ToArray()];
        foreach (var options in new[] { AnswerOptions.Writing, AnswerOptions.Reading with { MaxWhitespace = 1 } })
        {
            var start = schema.CompileAnswer(options).Start();
            for (var round = 0; round < 8; round++)
            {
                var (ended, answer) = AnswerWalk.ToEnd(start.Fork(), random, random.Next(60), keys);

                Assert.True(ended, $"stuck after {answer}");
                Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(answer)));
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"object","patternProperties":{"^[ab]$":true},"additionalProperties":false,"minProperties":3}""")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^a"},"required":["b"]}""")]
    [InlineData("""{"type":"object","propertyNames":{"enum":["a",1]},"minProperties":2}""")]
    [InlineData("""{"type":"array","items":{"type":"object","patternProperties":{"^[ab]$":{"const":1}},"additionalProperties":false},"uniqueItems":true,"minItems":5}""")]
    public void What_no_object_fits_is_refused(string schema) => Assert.Throws<UnsupportedSchemaException>(() => Write(schema));

    [Theory]
    [InlineData("""{"patternProperties":{"(?<=x)a":true}}""", "#/patternProperties", "look-behind")]
    [InlineData("""{"propertyNames":{"maxLength":100000}}""", "#/propertyNames", "states")]
    public void Keys_that_cannot_be_followed_are_refused_with_their_path(string schema, string path, string reason)
    {
        var refusal = Assert.Throws<UnsupportedSchemaException>(() => Write(schema));

        Assert.Equal(path, refusal.Path);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_classes_are_refused()
    {
        var patterns = string.Join(',', Enumerable.Range(0, 70).Select(number => $"\"^k{number}x\":{{\"const\":{number}}}"));

        Assert.Contains("classes", Assert.Throws<UnsupportedSchemaException>(() => Write("{\"patternProperties\":{" + patterns + "}}")).Reason, StringComparison.Ordinal);
    }

    /// <summary>All objects of up to two of the keys with simple values.</summary>
    static IEnumerable<string> Objects(string[] keys)
    {
        yield return "{}";
        foreach (var first in keys)
        {
            foreach (var value in Values)
            {
                yield return $"{{{JsonSerializer.Serialize(first)}:{value}}}";
                foreach (var (second, other) in keys.Where(key => key != first).SelectMany(key => Values.Select(other => (key, other))))
                    yield return $"{{{JsonSerializer.Serialize(first)}:{value},{JsonSerializer.Serialize(second)}:{other}}}";
            }
        }
    }
}
