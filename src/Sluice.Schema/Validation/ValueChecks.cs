using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>type, enum and const.</summary>
internal static class ValueChecks
{
    const int ListedValues = 10; // of an enum, in a message

    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value)
    {
        if (node.Type is { } types && (types & TypesOf(value, node.IntegersAreWritten)) == 0)
            return run.Fail(node, "type", $"must be {Name(types)}, but is {Name(TypesOf(value, node.IntegersAreWritten))}: {JsonPointer.Excerpt(value)}");
        if (node.Enum is { } allowed && !node.EnumHas(value))
            return run.Fail(node, "enum", $"must be one of {List(allowed)}, but is {JsonPointer.Excerpt(value)}");
        if (node.Const is { } single && !JsonEquality.Comparer.Equals(single, value))
            return run.Fail(node, "const", $"must be {JsonPointer.Excerpt(single)}, but is {JsonPointer.Excerpt(value)}");
        return true;
    }

    /// <summary>The types that a value is of; a whole number is of two.</summary>
    static JsonTypes TypesOf(JsonElement value, bool integersAreWritten) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Array => JsonTypes.Array,
        JsonValueKind.Object => JsonTypes.Object,
        _ => IsInteger(value, integersAreWritten) ? JsonTypes.Integer | JsonTypes.Number : JsonTypes.Number,
    };

    static bool IsInteger(JsonElement number, bool integersAreWritten) =>
        !JsonMarshal.GetRawUtf8Value(number).ContainsAny((byte)'.', (byte)'e', (byte)'E') || !integersAreWritten && JsonNumber.From(number).IsInteger;

    static string Name(JsonTypes types)
    {
        if (types.HasFlag(JsonTypes.Number))
            types &= ~JsonTypes.Integer;
        return string.Join(" or ", Enum.GetValues<JsonTypes>().Where(type => int.PopCount((int)type) == 1 && types.HasFlag(type)).Select(type => type switch
        {
            JsonTypes.Null => "null",
            JsonTypes.Boolean => "true or false",
            JsonTypes.Integer => "a whole number",
            JsonTypes.Number => "a number",
            JsonTypes.String => "a string",
            JsonTypes.Array => "an array",
            _ => "an object",
        }));
    }

    static string List(IReadOnlyList<JsonElement> values) =>
        values.Count == 0 ? "no value at all" : string.Join(", ", values.Take(ListedValues).Select(JsonPointer.Excerpt)) + (values.Count > ListedValues ? ", …" : "");
}
