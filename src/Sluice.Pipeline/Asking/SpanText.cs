using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>Spans as the store and the output write them: <c>[{"path":"/title","start":0,"length":12}]</c>, offsets in UTF-16 units of the source text.</summary>
public static class SpanText
{
    /// <summary>Null when there are none.</summary>
    public static string? Of(IReadOnlyList<GroundedSpan> spans)
    {
        if (spans.Count == 0) return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartArray();
            foreach (var span in spans)
            {
                writer.WriteStartObject();
                writer.WriteString("path", span.InstancePath);
                writer.WriteNumber("start", span.Start);
                writer.WriteNumber("length", span.Length);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
