using System.Text.Json;
using Sluice.Schema;

namespace Sluice.Tests.Schema.Loading;

public sealed class UnknownKeywordTests
{
    [Fact]
    public void A_misspelt_keyword_is_found_wherever_it_stands()
    {
        var schema = JsonSchema.Parse("""
            {
              "type": "object",
              "properties": { "title": { "type": "string", "minLenght": 2 }, "tags": { "type": "array", "items": { "maxlength": 3 } } },
              "anyOf": [{ "requried": ["title"] }],
              "$defs": { "a/b": { "Type": "string" } }
            }
            """);

        Assert.Equal(["#/$defs/a~1b/Type", "#/anyOf/0/requried", "#/properties/tags/items/maxlength", "#/properties/title/minLenght"], schema.UnknownKeywords.Select(word => word.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Notes_are_no_unknown_keywords()
    {
        var schema = JsonSchema.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.org/job", "$comment": "c", "title": "t", "description": "d", "default": {}, "examples": [{}],
              "deprecated": false, "readOnly": true, "contentMediaType": "text/plain", "x-owner": "us", "X-Team": 1, "x-verbatim": false, "discriminator": { "propertyName": "kind" }, "example": {},
              "properties": { "minLenght": { "const": { "requried": 1 } }, "enm": { "enum": [{ "typ": 1 }] } }, "required": ["requried"], "definitions": {}, "dependentRequired": { "typ": [] }
            }
            """);

        Assert.Empty(schema.UnknownKeywords);
    }

    [Theory]
    [InlineData("""{"dependencies": {"a": ["b"]}}""", "'dependencies' is a keyword of draft 7, but the schema is read by draft 2020-12, where it means nothing; name its draft in \"$schema\" or say it in the words of 2020-12")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-07/schema#", "prefixItems": []}""", "'prefixItems' is a keyword of draft 2020-12, but the schema is read by draft 7, where it means nothing; name its draft in \"$schema\" or say it in the words of 7")]
    [InlineData("""{"type": "string", "nullable": true}""", "'nullable' is a word of OpenAPI and means nothing in draft 2020-12; allow null by \"type\": [\"string\", \"null\"]")]
    [InlineData("""{"type": "object", "skills": {"type": "array"}}""", "'skills' is not a keyword of draft 2020-12 and would be ignored; the schema of a key stands under \"properties\"")]
    [InlineData("""{"type": "object", "id": {"type": "string"}}""", "'id' is not a keyword of draft 2020-12 and would be ignored; the schema of a key stands under \"properties\"")]
    [InlineData("""{"unit": "EUR"}""", "'unit' is not a keyword of draft 2020-12 and would be ignored")]
    public void An_unknown_keyword_tells_what_it_was_taken_from(string schema, string sentence) =>
        Assert.Equal(sentence, Assert.Single(JsonSchema.Parse(schema).UnknownKeywords).Sentence(""));

    [Fact]
    public void What_stands_beside_a_ref_of_an_old_draft_and_in_other_documents_is_not_judged()
    {
        var elsewhere = JsonElement.Parse("""{"unit": "EUR"}""");
        var schema = JsonSchema.Parse(
            """{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"$ref": "#/definitions/a", "unit": "m"}, "b": {"$ref": "https://example.org/other"}}, "definitions": {"a": true}}""",
            new SchemaOptions { Fetch = _ => elsewhere });

        Assert.Empty(schema.UnknownKeywords);
    }
}
