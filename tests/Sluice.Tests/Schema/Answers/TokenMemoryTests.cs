using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Schema.Answers;

/// <summary>What checking a token takes of memory, once the machine has seen a few items like those that follow.</summary>
public sealed class TokenMemoryTests
{
    const int BufferFrom = 2048, BufferTo = 4096; // bytes; the text of an answer is kept in a buffer that doubles

    [Theory]
    [InlineData("""{"type": "string"}""", "\"some text, größer 東京 \\\"quoted\\\"\"")]
    [InlineData("""{"type": "string", "minLength": 2, "maxLength": 40}""", "\"some text\"")]
    [InlineData("""{"type": "string", "pattern": "^[a-z]+-[0-9]{1,4}$"}""", "\"abc-12\"")]
    [InlineData("""{"type": "string", "format": "date-time"}""", "\"2024-02-29T12:30:00Z\"")]
    [InlineData("""{"enum": ["red", "green", "blue", 7, null]}""", "\"green\"")]
    [InlineData("""{"type": "integer", "minimum": 1, "maximum": 65535}""", "8080")]
    [InlineData("""{"type": "number", "minimum": -90, "maximum": 90}""", "-12.375")]
    [InlineData("""{"type": "number"}""", "1234.5678")]
    [InlineData("""{"type": "integer"}""", "-1234567")]
    [InlineData("""{"enum": [1, 20, 300]}""", "300")]
    [InlineData("""{"type": ["boolean", "null"]}""", "true")]
    [InlineData("""{"type": "array", "items": {"type": "integer"}, "minItems": 2}""", "[1, 22, 333]")]
    [InlineData("""{"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}, "at": {"$ref": "#/$defs/at"}}, "required": ["id", "at"], "additionalProperties": false}""", "{\"id\": 12, \"name\": \"ab\", \"at\": {\"x\": 1, \"y\": 2}}")]
    [InlineData("""{"properties": {"id": {"type": "integer"}, "at": {"$ref": "#/$defs/at"}}, "required": ["id"]}""", "{\"id\": 12, \"at\": {\"x\": 1.5, \"y\": 2}}")]
    [InlineData("""{"oneOf": [{"properties": {"kind": {"const": "a"}, "v": {"type": "integer"}}, "required": ["kind", "v"]}, {"properties": {"kind": {"const": "b"}, "v": {"type": "string"}}, "required": ["kind", "v"]}]}""", "{\"kind\": \"b\", \"v\": \"ab\"}")]
    public void Checking_a_token_that_the_schema_knows_takes_no_memory(string item, string value)
    {
        foreach (var options in new[] { AnswerOptions.Reading, AnswerOptions.Writing with { AnyNumberNotation = true } })
        {
            var grammar = JsonSchema.Parse($$"""{"type": "array", "items": {{item}}, "$defs": {"at": {"type": "object", "properties": {"x": {"type": "number"}, "y": {"type": "number"} } } } }""", new SchemaOptions { AssertFormat = true }).CompileAnswer(options);
            var document = Encoding.UTF8.GetBytes("[" + string.Join(", ", Enumerable.Repeat(value, BufferTo / Encoding.UTF8.GetByteCount(value))));

            Assert.Equal(0, LeastOf(grammar, document));
        }
    }

    [Fact]
    public void Checking_the_integers_of_draft_4_takes_no_memory()
    {
        var grammar = JsonSchema.Parse("""{"$schema": "http://json-schema.org/draft-04/schema#", "type": "array", "items": {"type": "integer"}}""").CompileAnswer(AnswerOptions.Reading);
        var document = Encoding.UTF8.GetBytes("[" + string.Join(", ", Enumerable.Repeat("-1234567", BufferTo / 8)));

        Assert.Equal(0, LeastOf(grammar, document));
    }

    /// <summary>
    /// The least that several answers took: the first makes whatever is made only once, and a garbage collection in mid-answer, which any
    /// test beside this one may cause, counts what was left of the thread's piece of memory as taken.
    /// </summary>
    static long LeastOf(AnswerGrammar grammar, byte[] document) => Enumerable.Range(0, 5).Min(_ => Measure(grammar.Start(), document));

    /// <summary>Feeds tokens of three bytes; gives the memory that those past the first half of the buffer took.</summary>
    static long Measure(AnswerMachine machine, byte[] document)
    {
        var taken = 0L;
        for (var at = 0; at + 3 < BufferTo; at += 3)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var accepted = machine.TryAppend(document.AsSpan(at, 3));
            taken += at > BufferFrom ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
            Assert.True(accepted, $"refused at {at}");
        }

        return taken;
    }
}
