using System.Text;
using Sluice.Schema;

namespace Sluice.Tests.Schema.Loading;

/// <summary>What the drafts mean differently, checked once against the validator of Python (jsonschema 4.26) on the schemas of the official suite with their `$schema` exchanged.</summary>
public class DraftTests
{
    const string Draft4 = "http://json-schema.org/draft-04/schema#";
    const string Draft6 = "http://json-schema.org/draft-06/schema#";
    const string Draft7 = "http://json-schema.org/draft-07/schema#";
    const string Draft201909 = "https://json-schema.org/draft/2019-09/schema";
    const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";

    [Theory]
    // A $ref hides what stands beside it, up to draft 7.
    [InlineData(Draft7, """{"properties": {"a": {"$ref": "#/definitions/s", "maxLength": 1}}, "definitions": {"s": {"type": "string"}}}""", """{"a": "long"}""", true)]
    [InlineData(Draft201909, """{"properties": {"a": {"$ref": "#/definitions/s", "maxLength": 1}}, "definitions": {"s": {"type": "string"}}}""", """{"a": "long"}""", false)]
    [InlineData(Draft4, """{"$ref": "#/definitions/s", "minLength": 9, "definitions": {"s": {"type": "string"}}}""", "\"a\"", true)]
    // An integer is written without a point in draft 4.
    [InlineData(Draft4, """{"type": "integer"}""", "1.0", false)]
    [InlineData(Draft4, """{"type": "integer"}""", "1e2", false)]
    [InlineData(Draft4, """{"type": "number"}""", "1.0", true)]
    [InlineData(Draft6, """{"type": "integer"}""", "1.0", true)]
    // The bounds of draft 4 are left out by a keyword beside them.
    [InlineData(Draft4, """{"exclusiveMinimum": true, "minimum": 3}""", "3", false)]
    [InlineData(Draft4, """{"exclusiveMaximum": false, "maximum": 3}""", "3", true)]
    [InlineData(Draft6, """{"exclusiveMinimum": 3}""", "3", false)]
    // Tuples.
    [InlineData(Draft4, """{"items": [{"type": "null"}], "additionalItems": false}""", "[null, 1]", false)]
    [InlineData(Draft7, """{"items": [{"type": "null"}], "additionalItems": {"type": "integer"}}""", "[null, 1]", true)]
    [InlineData(Draft7, """{"items": {}, "additionalItems": false}""", "[null, 1]", true)]
    [InlineData(Draft201909, """{"items": [true], "unevaluatedItems": false}""", "[1, 2]", false)]
    [InlineData(Draft7, """{"prefixItems": [false]}""", "[1]", true)]
    // Dependencies.
    [InlineData(Draft4, """{"dependencies": {"a": ["b"]}}""", """{"a": 1}""", false)]
    [InlineData(Draft7, """{"dependencies": {"a": {"required": ["b"]}}}""", """{"a": 1}""", false)]
    [InlineData(Draft202012, """{"dependencies": {"a": ["b"]}}""", """{"a": 1}""", true)]
    // Keywords that came later are annotations before.
    [InlineData(Draft4, """{"const": 1, "contains": false, "propertyNames": false}""", """{"a": 1}""", true)]
    [InlineData(Draft6, """{"if": true, "then": false}""", "1", true)]
    [InlineData(Draft7, """{"dependentRequired": {"a": ["b"]}, "minContains": 5, "contains": true}""", "[1]", true)]
    [InlineData(Draft7, """{"if": true, "then": false}""", "1", false)]
    // What contains matched is evaluated since 2020-12.
    [InlineData(Draft201909, """{"contains": {"type": "null"}, "unevaluatedItems": false}""", "[null]", false)]
    [InlineData(Draft202012, """{"contains": {"type": "null"}, "unevaluatedItems": false}""", "[null]", true)]
    // Names and addresses.
    [InlineData(Draft4, """{"items": {"$ref": "#n"}, "definitions": {"x": {"id": "#n", "type": "null"}}}""", "[1]", false)]
    [InlineData(Draft7, """{"$id": "http://e.x/r", "items": {"$ref": "o#/definitions/n"}, "definitions": {"x": {"$id": "o", "definitions": {"n": {"type": "null"}}}}}""", "[1]", false)]
    [InlineData(Draft4, """{"properties": {"id": {"type": "string"}}}""", """{"id": 1}""", false)]
    // Recursion that an outer resource may extend.
    [InlineData(Draft201909, """{"$id": "http://e.x/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false, "$defs": {"t": {"$id": "tree", "$recursiveAnchor": true, "properties": {"next": {"$recursiveRef": "#"}}}}}""", """{"next": {"other": 1}}""", false)]
    [InlineData(Draft201909, """{"$id": "http://e.x/strict", "$ref": "tree", "unevaluatedProperties": false, "$defs": {"t": {"$id": "tree", "$recursiveAnchor": true, "properties": {"next": {"$recursiveRef": "#"}}}}}""", """{"next": {"other": 1}}""", true)]
    public void A_schema_means_what_its_draft_says(string draft, string schema, string document, bool valid)
    {
        var loaded = JsonSchema.Parse($$"""{"$schema": "{{draft}}",{{schema[1..]}}""");

        Assert.Equal(valid, loaded.Validate(Encoding.UTF8.GetBytes(document)).Count == 0);
    }

    [Theory]
    [InlineData(Draft4)]
    [InlineData(Draft6)]
    [InlineData(Draft7)]
    [InlineData(Draft201909)]
    [InlineData(Draft202012)]
    public void The_meta_schema_of_each_draft_is_built_in_and_accepts_itself(string draft)
    {
        var schema = JsonSchema.Parse($$"""{"$schema": "{{draft}}", "$ref": "{{draft}}"}""");

        Assert.Empty(schema.Validate(schema.Root.Ref!.Source));
        Assert.NotEmpty(schema.Validate(Encoding.UTF8.GetBytes("""{"properties": {"a": {"minLength": -1}}}""")));
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema")]
    [InlineData("https://json-schema.org/draft-07/schema#")]
    [InlineData("http://json-schema.org/draft/2020-12/schema")]
    public void The_address_of_a_draft_may_be_written_as_people_write_it(string address) =>
        Assert.NotNull(JsonSchema.Parse($$"""{"$schema": "{{address}}"}""").Root);

    [Theory]
    [InlineData(Draft4, """{"exclusiveMinimum": 3}""", "true or false")]
    [InlineData(Draft6, """{"exclusiveMinimum": true}""", "a number")]
    [InlineData(Draft7, """{"dependencies": {"a": [1]}}""", "arrays of different strings or schemas")]
    [InlineData(Draft201909, """{"$recursiveRef": "#/a"}""", "\"#\"")]
    [InlineData(Draft4, """{"id": 4}""", "a string")]
    public void A_keyword_is_checked_by_its_draft(string draft, string schema, string allowed)
    {
        var error = Assert.Throws<SchemaException>(() => JsonSchema.Parse($$"""{"$schema": "{{draft}}",{{schema[1..]}}"""));

        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }
}
