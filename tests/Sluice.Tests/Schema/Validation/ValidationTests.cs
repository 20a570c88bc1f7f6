using System.Text;
using System.Text.Json;
using Sluice.Schema;

namespace Sluice.Tests.Schema.Validation;

public class ValidationTests
{
    [Theory]
    [InlineData("""{"type": ["string", "null"]}""", "5", "", "#/type", "must be null or a string, but is a number: 5")]
    [InlineData("""{"type": "integer"}""", "1.5", "", "#/type", "must be a whole number, but is a number: 1.5")]
    [InlineData("""{"properties": {"a~/b": {"minimum": 3}}}""", """{"a~/b": 2}""", "/a~0~1b", "#/properties/a~0~1b/minimum", "must be 3 or more, but is 2")]
    [InlineData("""{"items": {"enum": ["junior", "senior"]}}""", """["junior", "boss"]""", "/1", "#/items/enum", "must be one of \"junior\", \"senior\", but is \"boss\"")]
    [InlineData("""{"required": ["title"]}""", "{}", "", "#/required", "the key \"title\" is missing")]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": false}""", """{"b": 1}""", "", "#/additionalProperties", "the key \"b\" is not allowed here; allowed are \"a\"")]
    [InlineData("""{"$ref": "#/$defs/short", "$defs": {"short": {"maxLength": 2}}}""", "\"abc\"", "", "#/$defs/short/maxLength", "must have 2 characters or fewer, but has 3")]
    [InlineData("""{"uniqueItems": true}""", "[1, 2, 1.0]", "", "#/uniqueItems", "must not have the same item twice, but has 1.0 more than once")]
    [InlineData("""{"anyOf": [{"type": "null"}, {"minLength": 3}]}""", "\"ab\"", "", "#/anyOf", "fits none of the 2 alternatives: must be null, but is a string: \"ab\"; must have 3 characters or more, but has 2")]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"type": "string"}, {"minimum": 0}]}""", "1", "", "#/oneOf", "must fit exactly one of the 3 alternatives, but fits number 1 and number 3")]
    [InlineData("""{"properties": {"a": false}}""", """{"a": 1}""", "/a", "#/properties/a", "no value is allowed here")]
    [InlineData("""{"propertyNames": {"maxLength": 1}}""", """{"ab": 1}""", "", "#/propertyNames", "the key \"ab\" is not allowed here: must have 1 character or fewer, but has 2")]
    [InlineData("""{"if": {"type": "string"}, "then": {"const": "x"}}""", "\"y\"", "", "#/then/const", "must be \"x\", but is \"y\"")]
    [InlineData("""{"multipleOf": 0.1}""", "0.25", "", "#/multipleOf", "must be a multiple of 0.1, but is 0.25")]
    [InlineData("""{"contains": {"type": "null"}, "minContains": 2}""", "[null]", "", "#/minContains", "must have 2 or more items that match #/contains, but has 1")]
    public void An_error_says_where_what_and_what_is_allowed(string schema, string document, string instancePath, string schemaPath, string message)
    {
        var error = Assert.Single(Errors(schema, document));

        Assert.Equal(new SchemaError(instancePath, schemaPath, message), error);
    }

    [Fact]
    public void All_errors_are_reported_and_not_only_the_first()
    {
        var errors = Errors("""{"required": ["x"], "properties": {"a": {"type": "string"}, "b": {"minItems": 1}}}""", """{"a": 1, "b": []}""");

        Assert.Equal(["", "/a", "/b"], errors.Select(error => error.InstancePath));
    }

    [Fact]
    public void Errors_end_at_a_hundred() =>
        Assert.Equal(100, Errors("""{"items": {"type": "string"}}""", $"[{string.Join(',', Enumerable.Repeat("0", 500))}]").Count);

    [Theory]
    [InlineData("""{"a": 1, "a": 1}""", "", "twice")]
    [InlineData("""{"a": [{"b": 1, "\u0062": 2}]}""", "/a/0", "twice")]
    [InlineData("""{"a": "\ud83d"}""", "/a", "surrogate")]
    [InlineData("""["\udc32\ud83d"]""", "/0", "surrogate")]
    [InlineData("""{"\ud83dx": 1}""", "", "surrogate")]
    [InlineData("""{"a": }""", "", "not JSON (line 1, byte 7)")]
    public void What_JSON_lets_through_but_no_program_reads_alike_is_never_valid(string document, string path, string message)
    {
        var error = Assert.Single(JsonSchema.Parse("{}").Validate(Encoding.UTF8.GetBytes(document)));

        Assert.Equal(path, error.InstancePath);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a\\": "\\\ud83d\udc32\\ud83d"}""")]
    [InlineData("[]")]
    public void Ordinary_escapes_are_no_flaw(string document) =>
        Assert.Empty(JsonSchema.Parse("{}").Validate(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void A_document_nested_too_deep_is_an_error()
    {
        var document = Encoding.UTF8.GetBytes(new string('[', 100_000) + new string(']', 100_000));

        Assert.Contains("512", Assert.Single(JsonSchema.Parse("""{"items": {"$ref": "#"}}""").Validate(document)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_allowed_depth_is_checked_to_its_bottom()
    {
        const int Depth = 260;
        var document = new string('[', Depth) + "1" + new string(']', Depth);

        var error = Assert.Single(Errors("""{"anyOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "string"}]}""", document));

        Assert.Equal("#/anyOf", error.SchemaPath);
    }

    [Fact]
    public void A_dynamic_reference_that_leads_back_to_itself_ends_in_an_error()
    {
        var errors = Errors("""
            {"$id": "http://example.com/outer", "$dynamicAnchor": "node", "allOf": [{"$ref": "inner"}],
             "$defs": {"inner": {"$id": "inner", "$dynamicRef": "#node", "$defs": {"x": {"$dynamicAnchor": "node"}}}}}
            """, "1");

        Assert.Contains("leads back to itself", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    /// <summary>Threads of some systems have no more than that; eight hundred schemas within each other are the most that is followed.</summary>
    [Fact]
    public void The_deepest_document_needs_less_than_a_megabyte_of_stack()
    {
        var document = string.Concat(Enumerable.Repeat("{\"a\":", 490)) + "1" + new string('}', 490);
        var schema = JsonSchema.Parse("""
            {"allOf": [{"anyOf": [{"oneOf": [{"properties": {"a": {"$ref": "#"}}}]}]}]}
            """);
        IReadOnlyList<SchemaError> errors = [];

        var thread = new Thread(() => errors = schema.Validate(Element(document)), maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.Contains("800 deep", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_that_doubles_its_work_at_every_step_is_cut_off()
    {
        var definitions = Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}": {"allOf": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """);
        var schema = $$"""{"$ref": "#/$defs/d0", "$defs": { {{string.Join(',', definitions)}}, "d60": {"type": "integer"} } }""";

        Assert.Contains("1000100 steps", Assert.Single(Errors(schema, "1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_is_an_annotation_unless_asserted()
    {
        const string Schema = """{"format": "date"}""";

        Assert.Empty(Errors(Schema, "\"tomorrow\""));
        var error = Assert.Single(JsonSchema.Parse(Schema, new SchemaOptions { AssertFormat = true }).Validate(Element("\"tomorrow\"")));
        Assert.Equal("must be a date by RFC 3339, as in 2026-11-30, but is \"tomorrow\"", error.Message);
    }

    [Fact]
    public void Lengths_count_characters_and_not_their_halves() =>
        Assert.Empty(Errors("""{"maxLength": 2}""", "\"🐲🐉\""));

    [Theory]
    [InlineData("""{"multipleOf": 0.0001}""", "1e308", true)]
    [InlineData("""{"maximum": 1e999999999}""", "1e999999998", true)]
    [InlineData("""{"maximum": 9007199254740993}""", "9007199254740994", false)]
    [InlineData("""{"const": 1.10}""", "11e-1", true)]
    [InlineData("""{"enum": [[{"a": 1, "b": 2}]]}""", """[{"b": 2.0, "a": 1}]""", true)]
    [InlineData("""{"type": "integer"}""", "1e1000000000", true)]
    public void Numbers_are_compared_exactly(string schema, string document, bool valid) =>
        Assert.Equal(valid, Errors(schema, document).Count == 0);

    static IReadOnlyList<SchemaError> Errors(string schema, string document) => JsonSchema.Parse(schema).Validate(Element(document));

    static JsonElement Element(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 600 });
        return document.RootElement.Clone();
    }
}
