using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;
using Sluice.Tests.Schema.Generation;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Where a schema sets no end our engine does; what is read has none but the schema's.</summary>
public sealed class CeilingAnswerTests
{
    static readonly AnswerOptions low = AnswerOptions.Writing with { MaxStringLength = 5, MaxItemCount = 3, MaxOtherKeys = 2 };

    [Theory]
    [InlineData("""{"type": "string"}""", "\"abcde\"", "\"abcdef\"")]
    [InlineData("""{"type": "string", "maxLength": 6}""", "\"abcdef\"", "\"abcdefg\"")]
    [InlineData("""{"type": "string", "minLength": 6}""", "\"abcdef\"", "\"abcdefg\"")]
    [InlineData("""{"type": "string", "pattern": "^(ab)+$"}""", "\"abab\"", "\"ababab\"")]
    [InlineData("""{"type": "string", "pattern": "^(ab)+$", "minLength": 5}""", "\"ababab\"", "\"abababab\"")]
    [InlineData("""{"type": "string", "pattern": "^(ab){4,}$"}""", "\"abababab\"", "\"ababababab\"")]
    [InlineData("""{"enum": ["abcdefghi"]}""", "\"abcdefghi\"", "\"abcdefghij\"")]
    [InlineData("""{"type": "array"}""", "[1,2,3]", "[1,2,3,4]")]
    [InlineData("""{"type": "array", "maxItems": 4}""", "[1,2,3,4]", "[1,2,3,4,5]")]
    [InlineData("""{"type": "array", "minItems": 4}""", "[1,2,3,4]", "[1,2,3,4,5]")]
    [InlineData("""{"type": "array", "contains": {"const": 1}, "minContains": 4}""", "[1,1,1,1]", "[1,1,1,1,1]")]
    [InlineData("""{"type": "array", "prefixItems": [true, true, true, true]}""", "[1,2,3,4]", "[1,2,3,4,5]")]
    [InlineData("""{"type": "object", "properties": {"a": true}}""", """{"a":1,"b":2,"c":3}""", """{"a":1,"b":2,"c":3,"d":4}""")]
    [InlineData("""{"type": "object", "maxProperties": 3}""", """{"a":1,"b":2,"c":3}""", """{"a":1,"b":2,"c":3,"d":4}""")]
    [InlineData("""{"type": "object", "not": {"propertyNames": {"maxLength": 1}}}""", """{"ab":1,"c":2}""", """{"ab":1,"c":2,"d":3}""")]
    [InlineData("""{"type": "object", "minProperties": 3}""", """{"a":1,"b":2,"c":3}""", """{"a":1,"b":2,"c":3,"d":4}""")]
    public void A_ceiling_stands_where_the_schema_sets_no_bound_and_as_high_as_it_needs(string schema, string longest, string longer)
    {
        Assert.True(AnswerProbe.Start(schema, low).Finishes(longest));
        Assert.False(AnswerProbe.Start(schema, low).Takes(longer));
    }

    [Theory]
    [InlineData("string")]
    [InlineData("array")]
    [InlineData("object")]
    public void Our_engine_has_ceilings_and_a_reader_has_none(string type)
    {
        var schema = $$"""{"type": "{{type}}"}""";
        var document = type switch
        {
            "string" => $"\"{new string('x', 16_385)}\"",
            "array" => $"[{string.Join(',', Enumerable.Range(0, 1_001))}]",
            _ => $"{{{string.Join(',', Enumerable.Range(0, 101).Select(index => $"\"{index}\":0"))}}}",
        };
        var lifted = AnswerOptions.Writing with { MaxStringLength = int.MaxValue, MaxItemCount = int.MaxValue, MaxOtherKeys = int.MaxValue };

        Assert.False(AnswerProbe.Start(schema, AnswerOptions.Writing).Finishes(document));
        Assert.True(AnswerProbe.Start(schema, lifted).Finishes(document));
        Assert.True(AnswerProbe.Start(schema, AnswerOptions.Reading).Finishes(document));
    }

    [Fact]
    public void Under_low_ceilings_every_walk_leads_to_an_end_that_validates()
    {
        var random = new Random(71);
        var schemas = new RandomSchemas(random);
        for (var round = 0; round < 100; round++)
        {
            var schema = JsonSchema.Parse(schemas.Next());
            if (TryCompile(schema, AnswerOptions.Writing) is null)
                continue;
            var answer = AnswerWalk.ToEnd(schema.CompileAnswer(low).Start(), random, random.Next(120), []);

            Assert.True(answer.Ended, $"stuck after {answer.Text} by {schema.Root.Source.GetRawText()}");
            Assert.Empty(schema.Validate(Encoding.UTF8.GetBytes(answer.Text)));
        }
    }

    static AnswerGrammar? TryCompile(JsonSchema schema, AnswerOptions options)
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
