using System.Text;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Schema.Answers;

/// <summary>A machine that was asked not to be strict: it allows too much rather than too little, says where, and checks at the end.</summary>
public sealed class LooseAnswerTests
{
    /// <summary>Looks behind itself, which no machine of ours follows.</summary>
    const string Beyond = "\"pattern\": \"(?<=a)b\"";

    static readonly AnswerOptions loosely = AnswerOptions.Reading with { Strict = false };

    [Fact]
    public void What_is_followed_is_held_to_and_the_rest_is_named_and_checked_at_the_end()
    {
        var schema = JsonSchema.Parse($$$"""{"type": "object", "properties": {"a": {"type": "string", {{{Beyond}}}}}, "required": ["a"], "additionalProperties": false}""");

        var grammar = schema.CompileAnswer(loosely);

        Assert.Equal("#/properties/a/pattern", Assert.Throws<UnsupportedSchemaException>(() => schema.CompileAnswer(AnswerOptions.Reading)).Path);
        Assert.Equal(["#/properties/a/pattern"], grammar.Loose.Select(keyword => keyword.Path));
        Assert.False(grammar.Start().Takes("{\"b\""));
        Assert.Empty(Finished(grammar, """{"a": "ab"}""").Verify());
        Assert.Equal("/a", Assert.Single(Finished(grammar, """{"a": "cb"}""").Verify()).InstancePath);
    }

    [Fact]
    public void What_is_taken_out_of_a_schema_stays_in_another_of_the_same_text()
    {
        const string schema = """{"properties": {"a": {"items": {P}}, "b": {"not": {"items": {P}}}}}""";

        var machine = JsonSchema.Parse(schema.Replace("P", Beyond, StringComparison.Ordinal)).CompileAnswer(loosely).Start();

        Assert.True(machine.Finishes("""{"a": ["ab"], "b": ["x"]}"""));
    }

    [Fact]
    public void A_schema_that_is_followed_in_all_is_not_loosened()
    {
        var grammar = JsonSchema.Parse("""{"type": "integer", "minimum": 3}""").CompileAnswer(loosely);

        Assert.Empty(grammar.Loose);
        Assert.False(grammar.Start().Finishes("2"));
        Assert.Empty(Finished(grammar, "3").Verify());
    }

    [Theory]
    [InlineData("""{"not": {"type": "string", "P": 0}}""", "#/not", """["ab"]""", "\"ab\"")]
    [InlineData("""{"not": {"not": {"type": "string", "P": 0}}}""", "#/not", "\"ab\"", "7")]
    [InlineData("""{"if": {"P": 0}, "then": {"type": "string"}, "else": {"type": "null"}}""", "#/if", "\"ab\"", "\"cb\"")]
    [InlineData("""{"oneOf": [{"type": "string", "P": 0}, {"type": "string", "minLength": 9}]}""", "#/oneOf, #/oneOf/0/pattern", "\"ab\"", "\"x\"")]
    [InlineData("""{"contains": {"P": 0}, "maxContains": 1}""", "#/contains", """["ab"]""", """["ab", "ab"]""")]
    [InlineData("""{"$ref": "#/$defs/t", "not": {"$ref": "#/$defs/t", "maxLength": 3}, "$defs": {"t": {"type": "string", "P": 0}}}""", "#/$defs/t/pattern, #/not", "\"abab\"", "\"ab\"")]
    public void Where_allowing_more_would_forbid_something_the_keyword_around_it_goes(string schema, string loose, string valid, string invalid)
    {
        var grammar = JsonSchema.Parse(schema.Replace("\"P\": 0", Beyond, StringComparison.Ordinal)).CompileAnswer(loosely);

        Assert.Equal(loose, string.Join(", ", grammar.Loose.Select(keyword => keyword.Path).Order(StringComparer.Ordinal)));
        Assert.Empty(Finished(grammar, valid).Verify());
        Assert.NotEmpty(Finished(grammar, invalid).Verify());
    }

    [Fact]
    public void Keys_whose_patterns_are_not_followed_do_not_become_additional_or_unevaluated()
    {
        var additional = JsonSchema.Parse("""{"patternProperties": {"(?<=a)b": true}, "additionalProperties": false}""").CompileAnswer(loosely);
        var unevaluated = JsonSchema.Parse("""{"patternProperties": {"(?<=a)b": true}, "unevaluatedProperties": false}""").CompileAnswer(loosely);

        foreach (var grammar in (AnswerGrammar[])[additional, unevaluated])
        {
            Assert.Empty(Finished(grammar, """{"ab": 1}""").Verify());
            Assert.NotEmpty(Finished(grammar, """{"b": 1}""").Verify());
        }
    }

    [Fact]
    public void A_schema_that_nothing_fits_is_refused_all_the_same() =>
        Assert.True(Assert.Throws<UnsupportedSchemaException>(() => JsonSchema.Parse("""{"type": "integer", "minimum": 3, "maximum": 2}""").CompileAnswer(loosely)).NothingFits);

    [Fact]
    public void Loosening_leaves_the_schema_itself_as_it_was()
    {
        var schema = JsonSchema.Parse($$"""{"type": "string", {{Beyond}}}""");

        schema.CompileAnswer(loosely);

        Assert.NotEmpty(schema.Validate(Encoding.UTF8.GetBytes("\"cb\"")));
    }

    static AnswerMachine Finished(AnswerGrammar grammar, string answer)
    {
        var machine = grammar.Start().TakesThen(answer);
        Assert.True(machine.CanEnd);
        return machine;
    }
}
