using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Pipeline.Prompts;

/// <summary>Says in the words of a record why a prompt cannot be filled in with it.</summary>
internal static class FieldFault
{
    const int MostNames = 20; // as many fields as a person reads in a message

    public static string Explain(JsonElement record, TemplateException problem) => problem switch
    {
        { Kind: TemplateErrorKind.Undefined, Path: { } path } when Missing(record, path) is { } words => words,
        { Kind: TemplateErrorKind.Type, Path: { } path } when Find(record, path) is { } value =>
            $"the prompt takes a slice of '{string.Join('.', path)}', which is {Kind(value)} in this record; allowed: a text or a list",
        { Kind: TemplateErrorKind.Raised } => problem.Message,
        _ => $"the prompt cannot be filled in ({problem.Report.TrimEnd('.')})",
    };

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };

    static string? Missing(JsonElement record, IReadOnlyList<string> path)
    {
        var value = record;
        for (var depth = 0; depth < path.Count; depth++)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(path[depth], out var inner))
                return Missing(value, path, depth);
            value = inner;
        }

        return null;
    }

    static string Missing(JsonElement value, IReadOnlyList<string> path, int depth)
    {
        var owner = depth == 0 ? "this record" : $"'{string.Join('.', path.Take(depth))}'";
        var wanted = $"the prompt asks for '{string.Join('.', path)}'";
        if (value.ValueKind != JsonValueKind.Object) return $"{wanted}, but {owner} is {Kind(value)}, not an object";

        var known = value.EnumerateObject().Select(property => property.Name).Take(MostNames).ToList();
        return $"{wanted}, but {owner} has no '{path[depth]}'; it has: {(known.Count == 0 ? "nothing" : string.Join(", ", known))}";
    }

    static JsonElement? Find(JsonElement record, IReadOnlyList<string> path)
    {
        var value = record;
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value;
    }
}
