using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Configuration.Yaml;
using Sluice.Schema;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads a step's schema: a mapping that stands in the pipeline file, or the path of a JSON file.</summary>
internal sealed class SchemaReader(FolderOfFile folder, ProblemList problems)
{
    public const string Allowed = "the path of a JSON Schema file, or the schema itself as a mapping";

    const int MaxJsonDepth = 256; // arrays and objects within each other

    public AnswerSchema? Read(YamlNode value, string path)
    {
        switch (value)
        {
            case YamlMap map:
                return Compile(YamlToJson.Convert(map), problems.File, pointer => YamlLine(map, pointer));
            case YamlScalar file:
                return ReadFile(file);
            default:
                problems.Add(value.Line, $"'{path}' is {value.Shown}", Allowed);
                return null;
        }
    }

    AnswerSchema? ReadFile(YamlScalar file)
    {
        var name = folder.NameOf(file.Text);
        if (TextFile.Read(folder.PathOf(file.Text), name, problems, file.Line) is not { } text) return null;
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MaxJsonDepth, AllowDuplicateProperties = false };
            var document = JsonElement.Parse(text, options);
            if (document.ValueKind == JsonValueKind.Object) return Compile(document, name, pointer => JsonPlace.LineOf(Encoding.UTF8.GetBytes(text), pointer));

            problems.AddIn(name, 1, $"the schema is a JSON {document.ValueKind.ToString().ToLowerInvariant()}", "an object");
        }
        catch (JsonException e)
        {
            problems.AddIn(name, e.LineNumber + 1, $"not JSON: {e.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }

        return null;
    }

    AnswerSchema? Compile(JsonElement document, string file, Func<string, long?> lineOf)
    {
        try
        {
            var schema = JsonSchema.FromElement(document);
            foreach (var word in schema.UnknownKeywords)
                problems.AddIn(file, lineOf(word.Path[1..]), $"{word.Sentence(NearestName.Hint(word.Name, word.Keywords))} ({word.Path})", UnknownKeyword.Allowed);
            return new AnswerSchema(document, schema);
        }
        catch (SchemaException e)
        {
            problems.AddIn(file, lineOf(e.Path.StartsWith('#') ? e.Path[1..] : ""), $"the schema is broken at {e.Path}: {e.Reason}");
            return null;
        }
    }

    /// <summary>The line of the place that a JSON pointer names, or of the nearest place above it that exists.</summary>
    static long YamlLine(YamlMap map, string pointer)
    {
        YamlNode node = map;
        var line = map.Line;
        foreach (var token in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(JsonPlace.Unescape))
        {
            if (node is YamlMap inner && inner.Entries.FirstOrDefault(entry => entry.Key == token) is { } entry) (node, line) = (entry.Value, entry.Line);
            else if (node is YamlList list && int.TryParse(token, out var index) && index < list.Items.Count) (node, line) = (list.Items[index], list.Items[index].Line);
            else break;
        }

        return line;
    }
}
