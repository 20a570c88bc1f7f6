using System.Text.Json;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Schemas;

public sealed class SchemaCommandTests : IDisposable
{
    private const string Person = """
        {
          "type": "object",
          "properties": {
            "name": {"type": "string", "minLength": 1},
            "born": {"type": "string", "format": "date"}
          },
          "required": ["name"],
          "additionalProperties": false
        }
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_wrong_document_is_told_with_its_line_and_the_place_in_it()
    {
        folder.Write("person.json", Person);
        folder.Write("people.jsonl", """
            {"name": "Ada", "born": "yesterday"}

            {"name": ""}
            {"name": "Alan", "nmae": 1}
            {"name": "Grace"
            """);

        CommandRun run = await RunAsync("validate", "person.json", "people.jsonl");

        Expected.Matches(nameof(Each_wrong_document_is_told_with_its_line_and_the_place_in_it), run.ToString());
    }

    [Fact]
    public async Task Formats_are_checked_when_asked_for()
    {
        folder.Write("person.json", Person);
        folder.Write("ada.json", "{\n  \"name\": \"Ada\",\n  \"born\": \"yesterday\"\n}\n");

        CommandRun lenient = await RunAsync("validate", "person.json", "ada.json");
        CommandRun strict = await RunAsync("validate", "person.json", "ada.json", "--formats");

        Assert.Equal((0, "1 document: 1 valid, 0 invalid\n"), (lenient.ExitCode, lenient.Out));
        Assert.Equal(1, strict.ExitCode);
        Assert.StartsWith("ada.json:1: /born: ", strict.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_one_object_for_each_document_and_the_counts()
    {
        folder.Write("person.json", Person);
        folder.Write("people.jsonl", "{\"name\": \"Ada\"}\n{}\n");

        CommandRun run = await RunAsync("validate", "person.json", "people.jsonl", "--json");

        JsonElement[] lines = Lines(run);
        Assert.Equal([true, false], lines[..2].Select(line => line.GetProperty("valid").GetBoolean()));
        Assert.Equal("#/required", lines[1].GetProperty("errors")[0].GetProperty("schema").GetString());
        Assert.Equal(("validated", 2, 1), (lines[2].GetProperty("event").GetString(), lines[2].GetProperty("documents").GetInt32(), lines[2].GetProperty("invalid").GetInt32()));
    }

    [Fact]
    public async Task A_sample_is_valid_and_the_same_for_the_same_seed()
    {
        folder.Write("person.json", Person);

        CommandRun first = await RunAsync("sample", "person.json", "-n", "5", "--seed", "7");
        CommandRun again = await RunAsync("sample", "person.json", "-n", "5", "--seed", "7");
        CommandRun other = await RunAsync("sample", "person.json", "-n", "5", "--seed", "8", "--json");
        folder.Write("samples.jsonl", first.Out);
        CommandRun check = await RunAsync("validate", "person.json", "samples.jsonl");

        Assert.Equal(first.Out, again.Out);
        Assert.Equal("5 documents: 5 valid, 0 invalid\n", check.Out);
        Assert.Equal((8, 5), (Lines(other)[0].GetProperty("seed").GetInt32(), Lines(other)[0].GetProperty("documents").GetArrayLength()));
    }

    [Fact]
    public async Task Broken_files_are_told_with_their_line()
    {
        folder.Write("comma.json", "{\n  \"type\": \"object\",\n}\n");
        folder.Write("broken.json", "{\n  \"properties\": {\n    \"age\": {\n      \"minimum\": \"six\"\n    }\n  }\n}\n");
        folder.Write("nowhere.json", "{\n  \"items\": {\"$ref\": \"#/$defs/none\"}\n}\n");
        folder.Write("good.json", "true");
        File.WriteAllBytes(Path.Combine(folder.Path, "latin1.json"), [(byte)'"', 0xE9, (byte)'"']);

        string[] slips =
        [
            "check comma.json", "check broken.json", "sample nowhere.json", "check none.json", "check .", "check latin1.json", "validate good.json none.jsonl",
            "sample good.json -n 0", "chek good.json", "validate good.json", "sample",
        ];
        var transcript = new StringWriter { NewLine = "\n" };
        foreach (string slip in slips) transcript.Write($"$ sluice schema {slip}\n{await RunAsync(slip.Split(' '))}\n");

        Expected.Matches(nameof(Broken_files_are_told_with_their_line), transcript.ToString());
    }

    [Fact]
    public async Task A_schema_without_documents_is_no_sample()
    {
        folder.Write("none.json", """{"type": "integer", "minimum": 3, "maximum": 2}""");

        CommandRun run = await RunAsync("sample", "none.json");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("sluice: none.json: no document was found: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_of_verbatim_strings_quotes_the_text()
    {
        folder.Write("skills.json", """{"type": "array", "minItems": 1, "items": {"type": "string", "x-verbatim": true}}""");
        folder.Write("text.txt", "Kubernetes");

        CommandRun run = await RunAsync("sample", "skills.json", "--text", "text.txt", "-n", "1");

        Assert.Contains("Kubernetes", run.Out, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["schema", .. arguments]);

    private static JsonElement[] Lines(CommandRun run) =>
        [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
