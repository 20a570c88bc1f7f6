using System.Globalization;
using System.Text.Json;

namespace Sluice.Pipeline.Running;

/// <summary>
/// How two configurations of a step differ, where an answer to one may be an answer to the other: in what their schemas allow, so that an
/// answer is kept if it fits, and in the configurations of the steps whose answers they show, so that it is kept if what was asked is the same.
/// </summary>
/// <param name="Uses">The steps whose answers the earlier configuration showed, each with the hash of its configuration then; null where those are the same now.</param>
/// <param name="SchemaDiffers">Whether the schemas differ.</param>
internal sealed record StepChange(IReadOnlyDictionary<string, string>? Uses, bool SchemaDiffers)
{
    const string Schema = "schema", Steps = "steps";

    /// <summary>
    /// Null where anything else differs. Words for the model that stand in both schemas must be the same: who rewrites a description wants another answer.
    /// </summary>
    public static StepChange? Between(string earlier, string now)
    {
        var (a, b) = (JsonElement.Parse(earlier), JsonElement.Parse(now));
        if (!Others(a).SequenceEqual(Others(b), StringComparer.Ordinal)) return null;

        var (before, after) = (Member(a, Schema), Member(b, Schema));
        var schemaDiffers = Text(before) != Text(after);
        if (schemaDiffers && !MayFit(before, after)) return null;

        return new StepChange(Text(Member(a, Steps)) == Text(Member(b, Steps)) ? null : StepConfig.UsesOf(a), schemaDiffers);
    }

    static bool MayFit(JsonElement before, JsonElement after)
    {
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object) return false; // text is no JSON answer, even where it looks like one

        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in Words(before, "")) words[path] = text;
        return Words(after, "").All(word => words.GetValueOrDefault(word.Path, word.Text) == word.Text);
    }

    static JsonElement Member(JsonElement config, string name) => config.TryGetProperty(name, out var value) ? value : default;

    static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    static IEnumerable<string> Others(JsonElement config) =>
        config.EnumerateObject().Where(property => property.Name is not (Schema or Steps)).Select(property => $"{property.Name}:{property.Value.GetRawText()}");

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
