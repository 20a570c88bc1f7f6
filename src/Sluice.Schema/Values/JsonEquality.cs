using System.Text.Json;

namespace Sluice.Schema.Values;

/// <summary>Equality of JSON values as JSON Schema means it: numbers by value (1 and 1.0 are one), strings by characters, objects without order.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    JsonEquality() { }

    public static JsonEquality Comparer { get; } = new();

    public bool Equals(JsonElement x, JsonElement y)
    {
        if (x.ValueKind != y.ValueKind)
            return false;
        switch (x.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonNumber.From(x) == JsonNumber.From(y);
            case JsonValueKind.String:
                return x.ValueEquals(y.GetString());
            case JsonValueKind.Array:
                return x.GetArrayLength() == y.GetArrayLength() && x.EnumerateArray().Zip(y.EnumerateArray()).All(pair => Equals(pair.First, pair.Second));
            case JsonValueKind.Object:
                return x.GetPropertyCount() == y.GetPropertyCount() && x.EnumerateObject().All(member => y.TryGetProperty(member.Name, out var other) && Equals(member.Value, other));
            default:
                return true;
        }
    }

    public int GetHashCode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => JsonNumber.From(value).GetHashCode(),
        JsonValueKind.String => value.GetString()!.GetHashCode(StringComparison.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Aggregate(17, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        // A sum, since the order of members must not matter.
        JsonValueKind.Object => value.EnumerateObject().Aggregate(19, (hash, member) => hash + HashCode.Combine(member.Name, GetHashCode(member.Value))),
        var kind => (int)kind,
    };
}
