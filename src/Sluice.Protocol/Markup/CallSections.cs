using System.Text;
using System.Text.Json;

namespace Sluice.Protocol.Markup;

/// <summary>Reads what families write between their markers of a call. Null means that it is no call.</summary>
internal static class CallSections
{
    /// <summary><c>{"name": …, "arguments": {…}}</c>, one or several, in an array or with semicolons or nothing between; Llama says "parameters".</summary>
    public static IReadOnlyList<WrittenCall>? Objects(string section)
    {
        var calls = new List<WrittenCall>();
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(section);
        while (!(rest = rest.TrimStart(" \t\r\n;,"u8)).IsEmpty)
        {
            if (!TryTakeValue(ref rest, out var value))
                return null;
            IEnumerable<JsonElement> values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
            foreach (var one in values)
            {
                if (Call(one) is not { } call)
                    return null;
                calls.Add(call);
            }
        }

        return calls.Count > 0 ? calls : null;
    }

    /// <summary>Mistral: an array of objects, or a name with its arguments after <c>[ARGS]</c>, older versions with a <c>[CALL_ID]</c> between.</summary>
    public static IReadOnlyList<WrittenCall>? Mistral(string section)
    {
        if (section.AsSpan().TrimStart() is ['[', ..])
            return Objects(section);
        var arguments = section.IndexOf("[ARGS]", StringComparison.Ordinal);
        var (end, start) = arguments >= 0 ? (arguments, arguments + "[ARGS]".Length) : (section.IndexOf('{'), section.IndexOf('{'));
        return end < 0 ? null : Named(section[..end].Split("[CALL_ID]")[0], section[start..]);
    }

    /// <summary>DeepSeek: <c>function&lt;｜tool▁sep｜&gt;NAME</c> and the arguments fenced as a block of JSON; from V3.1 on <c>NAME&lt;｜tool▁sep｜&gt;{…}</c>.</summary>
    public static IReadOnlyList<WrittenCall>? DeepSeek(string section)
    {
        if (section.Split("<｜tool▁sep｜>", 2) is not [var kind, var call])
            return null;
        const string fence = "```json";
        var fenced = call.IndexOf(fence, StringComparison.Ordinal);
        if (fenced < 0)
            return Named(kind, call);
        var arguments = call[(fenced + fence.Length)..].TrimEnd();
        return Named(call[..fenced], arguments.EndsWith("```", StringComparison.Ordinal) ? arguments[..^3] : arguments);
    }

    static WrittenCall[]? Named(string name, string arguments)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(arguments);
        return name.Trim() is { Length: > 0 } called && TryTakeValue(ref rest, out var value) && value.ValueKind == JsonValueKind.Object && rest.TrimStart(" \t\r\n"u8).IsEmpty
            ? [new WrittenCall(called, value.GetRawText())]
            : null;
    }

    static WrittenCall? Call(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            return null;
        if (!one.TryGetProperty("arguments", out var arguments) && !one.TryGetProperty("parameters", out arguments))
            return new WrittenCall(name.GetString()!, "{}");
        return arguments.ValueKind switch
        {
            JsonValueKind.Object => new WrittenCall(name.GetString()!, arguments.GetRawText()),
            JsonValueKind.String => new WrittenCall(name.GetString()!, arguments.GetString()!),
            _ => null,
        };
    }

    static bool TryTakeValue(ref ReadOnlySpan<byte> rest, out JsonElement value)
    {
        value = default;
        try
        {
            var reader = new Utf8JsonReader(rest, new JsonReaderOptions { AllowMultipleValues = true });
            if (!JsonElement.TryParseValue(ref reader, out var read))
                return false;
            value = read.Value;
            rest = rest[(int)reader.BytesConsumed..];
            return true;
        }
        catch (JsonException)
        {
            return false; // what a model writes may be anything
        }
    }
}
