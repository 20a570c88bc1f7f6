using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Tests.Schema.Answers;

/// <summary>Schemas made to hang a machine: each is compiled or refused, strictly and loosely, and what compiles is walked; that these tests end is the point.</summary>
public sealed class HostileSchemaTests
{
    static readonly Dictionary<string, Func<string>> schemas = new()
    {
        ["objects 400 deep"] = () => Nested(400, inner => $$"""{"type": "object", "properties": { "a": {{inner}} }, "required": ["a"]}"""),
        ["not 300 deep"] = () => Nested(300, inner => $$"""{"not": {{inner}}}"""),
        ["anyOf 300 deep"] = () => Nested(300, inner => $$"""{"anyOf": [{{inner}}, {"type": "null"}]}"""),
        ["an enum of 50,000 strings"] = () => $$"""{"enum": [{{Listed(50_000, index => $"\"value {index}\"")}}]}""",
        ["an enum of 1,000 objects"] = () => $$"""{"enum": [{{Listed(1_000, index => $$"""{"a": {{index}}, "b": [{{index}}] }""")}}] }""",
        ["4 to the 7th ways"] = () => $$"""{"allOf": [{{Listed(7, index => $$"""{"anyOf": [{{Listed(4, way => $$"""{"required": ["k{{index}}{{way}}"] }""")}}] }""")}}] }""",
        ["2 to the 40th references"] = () => $$"""{"$ref": "#/$defs/d0", "$defs": { {{Listed(40, index => $$"""
            "d{{index}}": {"anyOf": [{"$ref": "#/$defs/d{{index + 1}}"}, {"$ref": "#/$defs/d{{index + 1}}", "minLength": {{index}}}]}
            """)}}, "d40": {"type": "string"} } }""",
        ["oneOf of 60 that overlap"] = () => $$"""{"oneOf": [{{Listed(60, index => $$"""{"required": ["k{{index}}"]}""")}}]}""",
        ["oneOf of 1,000 keys"] = () => $$"""{"type": "object", "oneOf": [{{Listed(1_000, index => $$"""{"required": ["k{{index}}"], "properties": {"k{{index}}": {"type": "string"} } }""")}}]}""",
        ["it must hold itself"] = () => """{"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]}""",
        ["it may hold itself ten times"] = () => $$"""{"type": ["object", "null"], "properties": { {{Listed(10, index => $$"""
            "k{{index}}": {"$ref": "#"}
            """)}} }, "required": [{{Listed(10, index => $"\"k{index}\"")}}]}""",
        ["two billion different items"] = () => """{"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2147483647}""",
        ["10,000 different items of 10,000"] = () => """{"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 10000}, "uniqueItems": true, "minItems": 10000}""",
        ["numbers of a million places"] = () => """{"type": "number", "multipleOf": 1e-1000000, "minimum": 1e1000000}""",
        ["steps without a common one"] = () => $$"""{"allOf": [{{Listed(25, index => $$"""{"multipleOf": {{index * 2 + 10_001}}}""")}}], "minimum": 1}""",
        ["a pattern of a million steps"] = () => """{"type": "string", "pattern": "^((a{1,100}b?){1,100}){1,100}$"}""",
        ["a pattern that doubles with every character"] = () => """{"type": "string", "pattern": "^(a|b)*a(a|b){40}$"}""",
        ["a pattern that backtracks for ever"] = () => """{"type": "string", "pattern": "^(a+)+$", "minLength": 1000}""",
        ["patterns of keys that backtrack"] = () => """{"patternProperties": {"^(a|aa)+$": {"type": "string", "pattern": "(x+x+)+y"}}, "additionalProperties": false, "minProperties": 1}""",
        ["far bounds of everything"] = () => """
            {"anyOf": [
              {"type": "string", "minLength": 2147483647, "pattern": "^(ab)*$"}, {"type": "string", "maxLength": 2147483647, "pattern": "^.{3}"},
              {"type": "array", "minItems": 2147483646, "maxItems": 2147483647, "items": {"type": "null"}}, {"type": "array", "contains": {"const": 1}, "minContains": 2147483647},
              {"type": "object", "minProperties": 2147483647}, {"type": "object", "properties": {"a": true}, "maxProperties": 1e300, "minProperties": 1},
              {"type": "number", "multipleOf": 1e-300, "maximum": 1e308}, {"type": "integer", "multipleOf": 123456789012345678901234567890, "minimum": 1e100}
            ]}
            """,
        ["10,000 enum values of all kinds"] = () => $$"""{"enum": [{{Listed(10_000, index => (index % 4) switch { 0 => $"{index}", 1 => $"{index}.5e-3", 2 => $"\"k{index}\"", _ => $"[{index}]" })}}], "not": {"enum": [{{Listed(5_000, index => $"{4 * index}")}}] } }""",
        ["100 KB of alternatives"] = () => $$"""{"anyOf": [{{Listed(200, index => $$"""{"type": "object", "description": "{{new string('x', 400)}}", "properties": {"kind": {"const": "kind {{index}}"}, "value": {"type": "integer", "minimum": {{index}} } }, "required": ["kind"] }""")}}] }""",
        ["patterns that meet"] = () => $$"""{"allOf": [{{Listed(6, index => $$"""{"pattern": "^.*{{(char)('a' + index)}}.{{{index + 3}}}$"}""")}}], "type": "string"}""",
        ["30 patterns of keys that overlap"] = () => $$"""{"patternProperties": { {{Listed(30, index => $$"""
            "{{(char)('a' + index % 26)}}.*{{index}}": { "minimum": {{index}} }
            """)}} }, "additionalProperties": false}""",
        ["20 contains"] = () => $$"""{"allOf": [{{Listed(20, index => $$"""{"contains": { "multipleOf": {{index + 2}} } }""")}}], "maxItems": 5}""",
        ["keys that ask for each other"] = () => $$"""{"dependentRequired": { {{Listed(40, index => $$"""
            "k{{index}}": ["k{{(index + 1) % 40}}", "k{{(index * 7) % 40}}"]
            """)}} } }""",
        ["if within if"] = () => Nested(60, inner => $$"""{"if": {"required": ["a"]}, "then": {{inner}}, "else": {"required": ["b"], "allOf": [{"not": {"required": ["c"]} }]} }"""),
        ["3,000 properties"] = () => $$"""{"type": "object", "properties": { {{Listed(3_000, index => $$"""
            "key number {{index}}": {"type": "integer"}
            """)}} }, "required": ["key number 2999"], "minProperties": 1500}""",
    };

    public static TheoryData<string> Names => [.. schemas.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_schema_hangs_the_compiler_or_the_machine(string name)
    {
        JsonSchema schema;
        try
        {
            schema = JsonSchema.Parse(schemas[name]());
        }
        catch (SchemaException refusal)
        {
            Assert.NotEmpty(refusal.Reason);
            return;
        }

        foreach (var options in (AnswerOptions[])[AnswerOptions.Writing, AnswerOptions.Reading, AnswerOptions.Reading with { Strict = false }])
        {
            try
            {
                var machine = schema.CompileAnswer(options).Start();
                AnswerWalk.ToEnd(machine, new Random(3), 60, []);
            }
            catch (UnsupportedSchemaException refusal)
            {
                Assert.StartsWith("#", refusal.Path, StringComparison.Ordinal);
                Assert.True(options.Strict || refusal.NothingFits, $"{name}: {refusal.Message}");
            }
        }
    }

    static string Nested(int depth, Func<string, string> around)
    {
        var schema = "true";
        for (var level = 0; level < depth; level++)
            schema = around(schema);
        return schema;
    }

    static string Listed(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));
}
