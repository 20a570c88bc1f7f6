using Sluice.Schema;
using Sluice.Schema.Advice;

namespace Sluice.Tests.Schema.Advice;

public sealed class AccuracyReviewTests
{
    [Theory]
    [InlineData("""{"properties": {"verdict": true, "reasons": true}}""", "#/properties/verdict: \"verdict\" comes before \"reasons\"")]
    [InlineData("""{"properties": {"finalScore": true, "name": true, "score_rationale": true}}""", "#/properties/finalScore: \"finalScore\" comes before \"score_rationale\"")]
    [InlineData("""{"type": "array", "items": {"type": "string"}}""", "#: an array without end")]
    [InlineData("""{"anyOf": [{"type": "null"}, {"items": {"type": "string"}, "minItems": 3}]}""", "#/anyOf/1: an array without end")]
    [InlineData("""{"properties": {"age": {"type": "integer", "minimum": 3, "maximum": 2}}}""", "#/properties/age: an optional key that no value can ever fill")]
    [InlineData("""{"properties": {"a": {"$ref": "#/$defs/endless"}}, "$defs": {"endless": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": "#/$defs/endless"}}}}""", "#/properties/a: an optional key that no value can ever fill")]
    [InlineData("""{"properties": {"title": {"type": "string", "x-verbatim": true}}, "required": ["title"]}""", "#/properties/title: must be quoted even from a text that says nothing of the kind")]
    [InlineData("""{"properties": {"title": {"type": "string"}}}""", "#: an object that allows keys which the schema does not name")]
    public void What_would_cost_accuracy_is_named_with_its_place(string schema, string beginning) =>
        Assert.Contains(Advice(schema), advice => advice.StartsWith(beginning, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"type": "object", "properties": {"reasons": {"type": "string"}, "verdict": {"type": "string"}}, "additionalProperties": false}""")]
    [InlineData("""{"type": "array", "maxItems": 3}""")]
    [InlineData("""{"type": "array", "prefixItems": [{"type": "string"}], "items": false}""")]
    [InlineData("""{"type": "array", "uniqueItems": true, "items": {"enum": ["a", "b"]}}""")]
    [InlineData("""{"enum": [["a"], []], "type": "array"}""")]
    [InlineData("""{"type": "object", "properties": {"gone": false}, "additionalProperties": false}""")]
    [InlineData("""{"type": "object", "properties": {"title": {"type": ["string", "null"], "x-verbatim": true}}, "required": ["title"], "additionalProperties": false}""")]
    [InlineData("""{"not": {"type": "array"}}""")]
    public void What_costs_nothing_is_not_blamed(string schema) => Assert.Empty(Advice(schema));

    [Fact]
    public void Places_come_in_the_order_of_the_schema()
    {
        var found = Advice("""{"additionalProperties": false, "properties": {"b": {"type": "array"}, "a": {"properties": {"c": {"type": "array"}}, "additionalProperties": false}, "z": {"type": "array"}}}""");

        Assert.Equal(["#/properties/b", "#/properties/a/properties/c", "#/properties/z"], found.Select(advice => advice.Split(':')[0]));
    }

    static List<string> Advice(string schema) => [.. AccuracyReview.Of(JsonSchema.Parse(schema)).Select(advice => advice.ToString())];
}
