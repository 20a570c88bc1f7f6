using System.Globalization;
using System.Text.Json;

namespace Sluice.Pipeline.Running;

/// <summary>
/// Tells whether two configurations of a step differ only in what their schemas allow. Then an answer to one is an answer to the other,
/// if it fits. Words for the model that stand in both schemas must be the same: who rewrites a description wants another answer.
/// </summary>
internal static class SchemaChange
{
    const string Schema = "schema";

    public static bool IsOnlyDifference(string earlier, string now)
    {
        var (a, b) = (JsonElement.Parse(earlier), JsonElement.Parse(now));
        if (SchemaOf(a).ValueKind != JsonValueKind.Object || SchemaOf(b).ValueKind != JsonValueKind.Object) return false; // text is no JSON answer, even where it looks like one
        if (!Others(a).SequenceEqual(Others(b), StringComparer.Ordinal)) return false;

        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in Words(SchemaOf(a), "")) words[path] = text;
        return Words(SchemaOf(b), "").All(word => words.GetValueOrDefault(word.Path, word.Text) == word.Text);
    }

    static JsonElement SchemaOf(JsonElement config) => config.TryGetProperty(Schema, out var schema) ? schema : default;

    static IEnumerable<string> Others(JsonElement config) =>
        config.EnumerateObject().Where(property => property.Name != Schema).Select(property => $"{property.Name}:{property.Value.GetRawText()}");

    static IEnumerable<(string Path, string Text)> Words(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property =>
            property.Name is "title" or "description" && property.Value.ValueKind == JsonValueKind.String
                ? [($"{path}/{property.Name}", property.Value.GetString()!)]
                : Words(property.Value, $"{path}/{property.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Words(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"))),
        _ => [],
    };
}
