using Sluice.Schema;
using Sluice.Schema.Values;

namespace Sluice.Tests.Schema.Loading;

public class SchemaLoadingTests
{
    [Fact]
    public void Keywords_are_read_and_typed_in_definition_order()
    {
        var root = JsonSchema.Parse("""
            {"type": ["object", "null"], "required": ["b"], "properties": {
                "b": {"type": "string", "minLength": 2.0, "x-verbatim": {"at": "line-start"}},
                "a": {"type": "array", "items": {"enum": [1, "x"]}, "uniqueItems": true}}}
            """).Root;

        Assert.Equal(JsonTypes.Object | JsonTypes.Null, root.Type);
        Assert.Equal(["b", "a"], root.Properties!.Select(pair => pair.Key));
        Assert.Equal(["b"], root.Required!);
        var b = root.Properties![0].Value;
        Assert.Equal(2, b.MinLength);
        Assert.True(b.Verbatim!.AtLineStart);
        Assert.Equal("#/properties/a/items", root.Properties[1].Value.Items!.Path);
        Assert.Equal(2, root.Properties[1].Value.Items!.Enum!.Count);
    }

    [Fact]
    public void Unknown_keywords_are_kept_as_annotations()
    {
        var root = JsonSchema.Parse("""{"_format": "int32", "title": "T"}""").Root;

        Assert.Equal("int32", root.Annotations["_format"].GetString());
        Assert.Equal("T", root.Annotations["title"].GetString());
    }

    [Theory]
    [InlineData("""{"$ref": "#/$defs/a~1b"}""", "#/$defs/a~1b")]
    [InlineData("""{"$ref": "#/%24defs/a~1b"}""", "#/$defs/a~1b")]
    [InlineData("""{"$ref": "#named"}""", "#/$defs/c")]
    [InlineData("""{"$ref": "other.json"}""", "#/$defs/d")]
    [InlineData("""{"$ref": "other.json#/items"}""", "#/$defs/d/items")]
    [InlineData("""{"$ref": "#/unknown/0/deep"}""", "#/unknown/0/deep")]
    public void References_lead_to_their_node(string reference, string path)
    {
        var root = JsonSchema.Parse("""
            {"$id": "http://example.com/a/root.json", "properties": {"x": REFERENCE}, "unknown": [{"deep": {"type": "null"}}],
             "$defs": {"a/b": {}, "c": {"$anchor": "named"}, "d": {"$id": "other.json", "items": true}}}
            """.Replace("REFERENCE", reference, StringComparison.Ordinal)).Root;

        Assert.Equal(path, root.Properties![0].Value.Ref!.Path);
    }

    [Theory]
    [InlineData("""{"properties": {"a": {"minLength": "2"}}}""", "#/properties/a/minLength", "whole number")]
    [InlineData("""{"minItems": -1}""", "#/minItems", "0 or more")]
    [InlineData("""{"type": "text"}""", "#/type", "\"string\"")]
    [InlineData("""{"items": [{}]}""", "#/items", "object, true or false")]
    [InlineData("""{"anyOf": []}""", "#/anyOf", "at least one")]
    [InlineData("""{"required": ["a", "a"]}""", "#/required", "different")]
    [InlineData("""{"multipleOf": 0}""", "#/multipleOf", "above 0")]
    [InlineData("""{"x-verbatim": "yes"}""", "#/x-verbatim", "line-start")]
    [InlineData("""{"x-verbatim": {"at": "end"}}""", "#/x-verbatim", "line-start")]
    [InlineData("""{"x-verbatim": {"border": "any"}}""", "#/x-verbatim", "\"borders\" (\"word\" or \"any\")")]
    [InlineData("""{"x-verbatim": {"borders": "none"}}""", "#/x-verbatim", "\"word\" or \"any\"")]
    [InlineData("""{"x-verbatim": {"case": true}}""", "#/x-verbatim", "\"ignore\" or \"exact\"")]
    [InlineData("""{"x-verbatim": {"max_words": 0}}""", "#/x-verbatim", "a whole number from 1")]
    [InlineData("""{"x-verbatim": {"max_words": 2.5}}""", "#/x-verbatim", "a whole number from 1")]
    [InlineData("""{"$ref": "#/nowhere"}""", "#/$ref", "nowhere")]
    [InlineData("""{"$ref": "http://example.com/x"}""", "#/$ref", "could not be fetched")]
    [InlineData("""{"$schema": "http://example.com/own"}""", "#/$schema", "2020-12")]
    [InlineData("""{"$anchor": "no space"}""", "#/$anchor", "letter")]
    [InlineData("""{"type": "object", "type": "string"}""", "#", "type")]
    [InlineData("""{"type": }""", "#", "line 1")]
    [InlineData("""[]""", "#", "object, true or false")]
    public void A_malformed_schema_is_refused_with_place_and_what_is_allowed(string schema, string path, string allowed)
    {
        var error = Assert.Throws<SchemaException>(() => JsonSchema.Parse(schema));

        Assert.Equal(path, error.Path);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"allOf": [{"anyOf": [{"$ref": "#"}]}]}""")]
    [InlineData("""{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}}}""")]
    public void A_schema_that_never_goes_into_the_value_is_refused(string schema)
    {
        var error = Assert.Throws<SchemaException>(() => JsonSchema.Parse(schema));

        Assert.Contains("never end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_may_contain_itself_inside_an_array()
    {
        var root = JsonSchema.Parse("""{"items": {"$ref": "#"}}""").Root;

        Assert.Same(root, root.Items!.Ref);
    }

    [Fact]
    public void Schemas_nested_too_deep_are_refused()
    {
        var schema = string.Concat(Enumerable.Repeat("{\"not\":", 600)) + "{}" + new string('}', 600);

        var error = Assert.Throws<SchemaException>(() => JsonSchema.Parse(schema));

        Assert.Contains("512", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_to_a_published_meta_schema_needs_no_network()
    {
        var root = JsonSchema.Parse("""{"$ref": "https://json-schema.org/draft/2020-12/schema"}""").Root;

        Assert.Equal(7, root.Ref!.AllOf!.Count);
    }
}
