using System.Buffers;
using System.Text.Json;

namespace Sluice.Pipeline.Asking;

/// <summary>A schema as servers other than ours may see it: without our own <c>x-</c> keywords, which strict ones refuse.</summary>
internal static class ForeignSchema
{
    // Their values map names to schemas, so that a key in them is a name and never a keyword.
    static readonly HashSet<string> maps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    // Their values are data, which may look like a schema and is not one.
    static readonly HashSet<string> data = ["const", "enum", "default", "examples", "required", "dependentRequired"];

    public static JsonElement Of(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) WriteSchema(writer, schema);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    static void WriteSchema(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var keyword in value.EnumerateObject().Where(keyword => !keyword.Name.StartsWith("x-", StringComparison.Ordinal)))
                {
                    writer.WritePropertyName(keyword.Name);
                    if (data.Contains(keyword.Name)) keyword.Value.WriteTo(writer);
                    else if (maps.Contains(keyword.Name)) WriteMap(writer, keyword.Value);
                    else WriteSchema(writer, keyword.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteSchema(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    static void WriteMap(Utf8JsonWriter writer, JsonElement map)
    {
        if (map.ValueKind != JsonValueKind.Object)
        {
            map.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var entry in map.EnumerateObject())
        {
            writer.WritePropertyName(entry.Name);
            WriteSchema(writer, entry.Value);
        }

        writer.WriteEndObject();
    }
}
