using System.Text.Json;

namespace Sluice.Pipeline.Prompts;

/// <summary>One <c>{{ path[start:end] }}</c> of a prompt.</summary>
/// <param name="Path">Property names from the record's top down.</param>
/// <param name="Slice">Characters (Unicode scalar values, as Jinja counts them) to keep; null keeps all.</param>
internal sealed record PromptField(IReadOnlyList<string> Path, TextSlice? Slice)
{
    public string Name => string.Join('.', Path);

    /// <summary>The text that stands here for a record; null with a reason when the record has no such field.</summary>
    public string? Render(JsonElement record, out string? problem)
    {
        problem = null;
        var value = record;
        for (var depth = 0; depth < Path.Count; depth++)
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Path[depth], out var inner))
            {
                value = inner;
                continue;
            }

            problem = Missing(value, depth);
            return null;
        }

        if (value.ValueKind == JsonValueKind.String) return Slice is { } slice ? slice.Of(value.GetString()!) : value.GetString();
        if (Slice is null) return value.GetRawText();

        problem = $"the prompt takes a slice of '{Name}', which is {Kind(value)} in this record; allowed: a text";
        return null;
    }

    string Missing(JsonElement value, int depth)
    {
        var owner = depth == 0 ? "this record" : $"'{string.Join('.', Path.Take(depth))}'";
        var wanted = $"the prompt asks for '{Name}'";
        if (value.ValueKind != JsonValueKind.Object) return $"{wanted}, but {owner} is {Kind(value)}, not an object";

        var known = value.EnumerateObject().Select(property => property.Name).Take(20).ToList();
        return $"{wanted}, but {owner} has no '{Path[depth]}'; it has: {(known.Count == 0 ? "nothing" : string.Join(", ", known))}";
    }

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };
}
