using System.Globalization;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>
/// Answers as rows of a table: the id, the record's fields that were asked for, and of each step a column for each key of its answers and where they came
/// from. Texts are written bare, lists and objects as JSON. With several steps the columns of each have its name in front.
/// </summary>
/// <param name="steps">Each with the keys of its answers; none puts the whole answer into one column.</param>
/// <param name="fields">Of the record.</param>
internal sealed class AnswerRows(IReadOnlyList<(string Name, IReadOnlyList<string> Keys)> steps, IReadOnlyList<string> fields)
{
    static readonly string[] provenance = ["model", "backend", "config", "attempts", "prompt_tokens", "completion_tokens", "seconds"];

    /// <summary>A key that is also the name of a column of ours is called <c>answer.KEY</c>, and such a field <c>input.FIELD</c>.</summary>
    public IReadOnlyList<string> Header { get; } = HeaderOf(steps, fields);

    public IReadOnlyList<string?> Of(IReadOnlyList<StoredAnswer> row) =>
        [row[0].Key, .. FieldsOf(row[0]), .. steps.SelectMany((step, n) => Of(row[n], step.Keys))];

    static string[] HeaderOf(IReadOnlyList<(string Name, IReadOnlyList<string> Keys)> steps, IReadOnlyList<string> fields)
    {
        string[] answers = [.. steps.SelectMany(step => ColumnsOf(step.Keys).Select(column => steps.Count == 1 ? column : $"{step.Name}.{column}"))];
        return ["id", .. fields.Select(field => field == "id" || answers.Contains(field) ? $"input.{field}" : field), .. answers];
    }

    static IEnumerable<string> ColumnsOf(IReadOnlyList<string> keys) =>
        [.. keys.Count == 0 ? ["answer"] : keys.Select(key => key == "id" || provenance.Contains(key) ? $"answer.{key}" : key), .. provenance];

    IEnumerable<string?> FieldsOf(StoredAnswer row)
    {
        if (fields.Count == 0) return [];
        JsonElement? record = row.Payload is { } payload ? JsonElement.Parse(Compressed.Text(payload)) : null;
        return fields.Select(field => record?.TryGetProperty(field, out var value) == true ? Text(value) : null);
    }

    static string?[] Of(StoredAnswer row, IReadOnlyList<string> keys)
    {
        var answer = JsonElement.Parse(row.Answer.Json);
        return
        [
            .. keys.Count == 0 ? [Text(answer)] : keys.Select(key => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(key, out var value) ? Text(value) : null),
            row.Model, row.Backend, row.Config?[..AnswerLine.ConfigDigits], CsvText.Of(row.Attempts),
            row.PromptTokens is { } prompt ? CsvText.Of(prompt) : null,
            row.CompletionTokens is { } completion ? CsvText.Of(completion) : null,
            row.Total is { } total ? Math.Round((decimal)total.TotalSeconds, 3).ToString(CultureInfo.InvariantCulture) : null,
        ];
    }

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => CompactJson.Of(value),
    };
}
