using System.Text.Json;
using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads worked answers, one <c>{"input": {...}, "answer": {...}}</c> a line. An example teaches, so a wrong one is refused: it must fit the prompt.</summary>
/// <param name="prompt">Null when it could not be read itself; then only the form of the examples is checked.</param>
internal sealed class ExampleReader(FolderOfFile folder, ProblemList problems, PromptTemplate? prompt)
{
    public const string Allowed = "the path of a JSON lines file";
    const string AllowedLine = """{"input": {the fields of a record}, "answer": {what is expected}}""";

    public IReadOnlyList<StepExample> Read(YamlScalar path)
    {
        var name = folder.NameOf(path.Text);
        if (TextFile.Read(folder.PathOf(path.Text), name, problems, path.Line) is not { } text) return [];

        var examples = new List<StepExample>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var line = 1; line <= lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line - 1])) continue;
            if (ReadLine(lines[line - 1], out var problem) is { } example) examples.Add(example);
            else problems.AddIn(name, line, problem!.Value.Message, problem.Value.Allowed);
        }

        return examples;
    }

    StepExample? ReadLine(string line, out (string Message, string? Allowed)? problem)
    {
        problem = null;
        JsonElement example;
        try
        {
            example = JsonElement.Parse(line);
        }
        catch (JsonException e)
        {
            problem = ($"not JSON: {e.Message.Split(" LineNumber:")[0].TrimEnd('.')}", AllowedLine);
            return null;
        }

        if (example.ValueKind != JsonValueKind.Object || !example.TryGetProperty("input", out var input) || input.ValueKind != JsonValueKind.Object
            || !example.TryGetProperty("answer", out var answer) || example.EnumerateObject().Count() != 2)
        {
            problem = ("the line is no example", AllowedLine);
        }
        else
        {
            var turn = "";
            if (prompt is null || prompt.TryRender(input, out turn)) return new StepExample(turn, answer.GetRawText());
            problem = ($"the example's input does not fit: {turn}", null);
        }

        return null;
    }
}
