using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>Values that were taken out of an answer because the text does not contain them, as journal and output write them: <c>[{"path":"/skills/1","value":"C#"}]</c>, with the places they had.</summary>
internal static class DroppedText
{
    /// <summary>Null when there are none.</summary>
    public static string? Of(IReadOnlyList<UngroundedValue> values)
    {
        if (values.Count == 0) return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStartObject();
                writer.WriteString("path", value.InstancePath);
                writer.WriteString("value", value.Value);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What the journal kept beside an accepted answer; null when it is something else, as earlier versions wrote it.</summary>
    public static string? Read(string? detail) => detail is ['[', ..] ? detail : null;
}
