using System.Globalization;
using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Pipeline.Prompts;

/// <summary>Says in the words of a record why a prompt cannot be filled in with it.</summary>
internal static class FieldFault
{
    const int MostNames = 20; // as many fields as a person reads in a message

    /// <param name="origin">Where the prompt stands; null where it stands nowhere.</param>
    public static string Explain(JsonElement record, TemplateException problem, PromptOrigin? origin)
    {
        var place = origin is null ? null : string.Create(CultureInfo.InvariantCulture, $"{origin.Name}:{origin.LineOf(problem.Line)}");
        var prompt = place is null ? "the prompt" : $"the prompt in {place}";
        return problem switch
        {
            { Kind: TemplateErrorKind.Undefined, Path: { } path } when Missing(record, path) is var (wanted, why) => $"{prompt} asks for '{wanted}', but {why}",
            { Kind: TemplateErrorKind.Type, Path: { } path } when Find(record, path) is { } value =>
                $"{prompt} takes a slice of '{string.Join('.', path)}', which is {Kind(value)} in this record; allowed: a text or a list",
            { Kind: TemplateErrorKind.Raised } => place is null ? problem.Message : $"{problem.Message} ({place})",
            _ => $"{prompt} cannot be filled in ({(place is null ? problem.Report : problem.Message).TrimEnd('.')})",
        };
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        _ => "true or false",
    };

    /// <summary>The first name on the way that is not there, with what is; null when all are there.</summary>
    static (string Wanted, string Why)? Missing(JsonElement record, IReadOnlyList<string> path)
    {
        var value = record;
        for (var depth = 0; depth < path.Count; depth++)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(path[depth], out var inner))
                return (string.Join('.', path), Missing(value, path, depth));
            value = inner;
        }

        return null;
    }

    static string Missing(JsonElement value, IReadOnlyList<string> path, int depth)
    {
        var owner = depth == 0 ? "this record" : $"'{string.Join('.', path.Take(depth))}'";
        if (value.ValueKind != JsonValueKind.Object) return $"{owner} is {Kind(value)}, not an object";

        var known = value.EnumerateObject().Select(property => property.Name).Take(MostNames).ToList();
        return $"{owner} has no '{path[depth]}'; it has: {(known.Count == 0 ? "nothing" : string.Join(", ", known))}";
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
