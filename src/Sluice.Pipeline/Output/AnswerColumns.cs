using System.Text.Json;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Output;

/// <summary>Which keys the answers of a step have at their top, each a column of a table.</summary>
/// <param name="Names">In the schema's order; empty when answers are no objects.</param>
/// <param name="IsOpen">Whether answers may have other keys.</param>
internal sealed record AnswerColumns(IReadOnlyList<string> Names, bool IsOpen)
{
    public static AnswerColumns Of(string config)
    {
        var schema = JsonElement.Parse(config) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("schema", out var found) ? found : default;
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object) return new([], IsOpen: true);

        var closed = schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False;
        return new([.. properties.EnumerateObject().Select(property => property.Name)], !closed || schema.TryGetProperty("patternProperties", out _));
    }

    /// <summary>The schema's, and those that the stored answers have beside them in the order they appear. Reads all answers.</summary>
    public static IReadOnlyList<string> Found(SqliteRunHistory history, StepHistory step)
    {
        var names = new List<string>(Of(step.Config).Names);
        var known = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (var row in history.Answers(step.Step, inInputOrder: false, withFields: false))
        {
            var answer = JsonElement.Parse(row.Answer.Answer.Json);
            if (answer.ValueKind == JsonValueKind.Object) names.AddRange(answer.EnumerateObject().Select(property => property.Name).Where(known.Add));
        }

        return names;
    }
}
