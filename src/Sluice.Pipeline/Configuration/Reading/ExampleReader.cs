using System.Text.Json;
using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads worked answers, one <c>{"input": {...}, "answer": {...}}</c> a line. An example teaches, so a wrong one is refused: it must fit the prompt and the schema, and quote its own text.</summary>
/// <param name="prompt">Null when it could not be read itself; then examples are not held against it.</param>
/// <param name="schema">As for <paramref name="prompt"/>.</param>
internal sealed class ExampleReader(FolderOfFile folder, ProblemList problems, PromptTemplate? prompt, PromptTemplate? source, AnswerSchema? schema)
{
    public const string Allowed = "the path of a JSON lines file";
    const string AllowedLine = """{"input": {the fields of a record}, "answer": {what is expected}}""";

    /// <summary>Whether answers are plain text, since the step has no schema.</summary>
    public bool IsText { get; init; }

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
            if (prompt is not null && !prompt.TryRender(input, out turn)) problem = ($"the example's input does not fit: {turn}", null);
            else if (WrongAnswer(input, answer) is { } wrong) problem = (wrong, null);
            else return new StepExample(turn, IsText ? answer.GetString()! : answer.GetRawText());
        }

        return null;
    }

    string? WrongAnswer(JsonElement input, JsonElement answer)
    {
        if (IsText) return answer.ValueKind == JsonValueKind.String ? null : "the example's answer is no text, but the step has no schema, so that it gives plain text";
        if (schema is null) return null;
        if (schema.Validate(answer) is [var error, ..]) return $"the example's answer breaks the schema at {error}";

        var text = "";
        var rendered = source is not null ? source.TryRender(input, out text) : prompt is null || prompt.TryRenderFields(input, out text);
        if (!rendered) return $"the example's input does not fit the source: {text}";
        return prompt is not null && schema.Ground(answer, text).Ungrounded is [var value, ..]
            ? $"the example's answer has '{value.Value}' at {value.InstancePath}, which must stand word for word in its text and does not" : null;
    }
}
