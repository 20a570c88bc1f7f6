using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Schemas;

/// <summary>What <c>sluice schema check</c> says of small schemas, each of which shows something.</summary>
public sealed class SchemaCheckTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_schema_is_told_in_people_s_words()
    {
        folder.Write("review.json", """
            {
              "type": "object",
              "properties": {
                "verdict": {"enum": ["accept", "revise", "reject"]},
                "reasons": {"type": "array", "items": {"type": "string", "minLength": 1}},
                "pages": {"type": "integer", "minimum": 9, "maximum": 3},
                "quote": {"type": "string", "maxLength": 200, "x-verbatim": {"borders": "any", "case": "exact", "max_words": 30}}
              },
              "required": ["verdict", "quote"]
            }
            """);
        folder.Write("tree.json", """
            {
              "$ref": "#/$defs/node",
              "$defs": {
                "node": {
                  "type": "object",
                  "properties": {
                    "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 1, "multipleOf": 0.01},
                    "left": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/node"}]},
                    "tags": {"type": ["array", "null"], "prefixItems": [{"const": "root"}], "items": {"type": "string", "pattern": "^[a-z]+$"}, "maxItems": 4, "uniqueItems": true}
                  },
                  "required": ["weight"],
                  "additionalProperties": false
                }
              }
            }
            """);
        folder.Write("either.json", """
            {
              "oneOf": [
                {"type": "string", "format": "date"},
                {"type": "object", "properties": {"from": {"type": "string"}, "gone": false}, "patternProperties": {"^x-": true}, "additionalProperties": {"type": "integer"}, "minProperties": 1}
              ],
              "if": {"minLength": 3}, "then": {"maxLength": 10}
            }
            """);
        folder.Write("behind.json", """
            {
              "type": "object",
              "properties": {
                "code": {"type": "string", "pattern": "(?<=a)b"}
              },
              "additionalProperties": false
            }
            """);
        folder.Write("never.json", """{"type": "integer", "minimum": 3, "maximum": 2}""");

        var transcript = new StringWriter { NewLine = "\n" };
        foreach (string call in (string[])["review.json", "tree.json", "either.json --formats", "behind.json", "behind.json --strict", "never.json"])
            transcript.Write($"$ sluice schema check {call}\n{await RunAsync(call.Split(' '))}\n");

        Expected.Matches(nameof(A_schema_is_told_in_people_s_words), transcript.ToString());
    }

    [Fact]
    public async Task Programs_get_one_object_with_every_place()
    {
        folder.Write("behind.json", "{\n  \"properties\": {\n    \"a\": {\"pattern\": \"(?<=a)b\"},\n    \"b\": {\"type\": \"array\"}\n  }\n}\n");

        CommandRun run = await RunAsync("behind.json", "--json", "--strict");

        JsonElement told = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((1, true, false), (run.ExitCode, told.GetProperty("satisfiable").GetBoolean(), told.GetProperty("followed").GetBoolean()));
        Assert.Equal(("#/properties/a/pattern", 3), Place(told.GetProperty("not_followed")[0]));
        Assert.Equal([("#/properties/b", 4), ("#", 1)], told.GetProperty("advice").EnumerateArray().Select(Place));
        Assert.Equal("any value, but an object only as follows", told.GetProperty("accepts")[0].GetString());
    }

    [Fact]
    public async Task Long_schemas_are_cut_where_nobody_reads_on()
    {
        folder.Write("long.json", $$"""{"type": "object", "properties": { {{string.Join(", ", Enumerable.Range(0, 300).Select(index => $"\"k{index}\": {{\"type\": \"array\"}}"))}} } }""");

        CommandRun run = await RunAsync("long.json");

        Assert.Contains("… and 102 more lines", run.Out, StringComparison.Ordinal);
        Assert.Contains("and in 290 more places", run.Out, StringComparison.Ordinal);
    }

    private static (string?, int) Place(JsonElement one) => (one.GetProperty("path").GetString(), one.GetProperty("line").GetInt32());

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["schema", "check", .. arguments]);
}
