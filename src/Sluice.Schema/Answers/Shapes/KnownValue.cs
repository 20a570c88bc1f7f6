using System.Text.Json;
using Sluice.Schema.Values;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>A whole JSON value, held to be compared: equal as JSON Schema means it, so that 1 is 1.0 and members have no order.</summary>
internal sealed class KnownValue(JsonElement element) : IEquatable<KnownValue>
{
    readonly int hash = JsonEquality.Comparer.GetHashCode(element);

    public JsonElement Element { get; } = element;

    /// <summary>The characters of a string, null for anything else.</summary>
    public string? Text { get; } = element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    public JsonNumber? Number { get; } = element.ValueKind == JsonValueKind.Number ? JsonNumber.From(element) : null;

    public static KnownValue Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1024 });
        return new KnownValue(JsonElement.ParseValue(ref reader));
    }

    public static KnownValue Parse(string json) => Parse(System.Text.Encoding.UTF8.GetBytes(json));

    public bool Equals(KnownValue? other) =>
        other is not null && hash == other.hash && JsonEquality.Comparer.Equals(Element, other.Element);

    public override bool Equals(object? obj) => Equals(obj as KnownValue);

    public override int GetHashCode() => hash;
}
