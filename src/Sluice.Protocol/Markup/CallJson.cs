using System.Text;
using System.Text.Json;

namespace Sluice.Protocol.Markup;

/// <summary>Reads the JSON of calls. Null means that it is no call.</summary>
internal static class CallJson
{
    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 }; // a model's nesting is bounded by its answer's length

    /// <summary>An object with name and arguments, or an array of such.</summary>
    public static IReadOnlyList<WrittenCall>? Objects(string json)
    {
        if (Parse(json) is not { } value)
            return null;
        var calls = new List<WrittenCall>();
        IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        foreach (var one in values)
        {
            if (Call(one) is not { } call)
                return null;
            calls.Add(call);
        }
        return calls;
    }

    /// <summary>The arguments alone, of a function that was named before.</summary>
    public static IReadOnlyList<WrittenCall>? Named(string name, string json) =>
        name.Trim() is { Length: > 0 } called && Parse(json) is { ValueKind: JsonValueKind.Object } arguments ? [new WrittenCall(called, arguments.GetRawText())] : null;

    /// <summary>The arguments of a call: an object, the text of one, or null for none.</summary>
    static string? Arguments(JsonElement arguments) => arguments.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "{}",
        JsonValueKind.Object => arguments.GetRawText(),
        JsonValueKind.String when Text(arguments) is { } text => string.IsNullOrWhiteSpace(text) ? "{}" : Parse(text) is { ValueKind: JsonValueKind.Object } ? text : null,
        _ => null,
    };

    static WrittenCall? Call(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object)
            return null;
        if (one.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
            one = function; // as the API writes calls
        if (!one.TryGetProperty("name", out var name) || Text(name) is not { Length: > 0 } called)
            return null;
        if (!one.TryGetProperty("arguments", out var arguments))
            one.TryGetProperty("parameters", out arguments);
        return Arguments(arguments) is { } read ? new WrittenCall(called, read) : null;
    }

    // Half a surrogate pair, escaped, is well-formed JSON and no text.
    static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static JsonElement? Parse(string json)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetBytes(json), Deep);
        }
        catch (JsonException)
        {
            return null; // what a model writes may be anything
        }
    }
}
