using System.Globalization;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>Answers as rows of a table: the id, a column for each key of the answer, and where it came from. Texts are written bare, lists and objects as JSON.</summary>
/// <param name="keys">Of the answers; none puts the whole answer into one column.</param>
internal sealed class AnswerRows(IReadOnlyList<string> keys)
{
    static readonly string[] provenance = ["model", "backend", "config", "attempts", "prompt_tokens", "completion_tokens", "seconds"];

    /// <summary>A key that is also the name of a column of ours is called <c>answer.KEY</c>.</summary>
    public IReadOnlyList<string> Header { get; } =
        ["id", .. keys.Count == 0 ? ["answer"] : keys.Select(key => key == "id" || provenance.Contains(key) ? $"answer.{key}" : key), .. provenance];

    public IReadOnlyList<string?> Of(StoredAnswer row)
    {
        var answer = JsonElement.Parse(row.Answer.Json);
        return
        [
            row.Key,
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
