using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Schema.Grounding;

namespace Sluice.Cli.History.Inspecting;

/// <summary>A record as one JSON object on a line, for <c>sluice inspect --json</c>.</summary>
internal static class InspectJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(InspectedRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("id", record.Grounded.Id);
            json.WriteString("text", record.Problem is null ? record.Grounded.Source : null);
            json.WriteString("problem", record.Problem);
            json.WritePropertyName("answer");
            record.Grounded.Answer.WriteTo(json);
            json.WriteStartArray("spans");
            foreach (GroundedSpan span in record.Grounded.Spans)
            {
                json.WriteStartObject();
                json.WriteString("path", span.InstancePath);
                json.WriteNumber("start", span.Start);
                json.WriteNumber("length", span.Length);
                json.WriteString("text", record.Problem is null && span.End <= record.Grounded.Source.Length ? record.Grounded.Source.Substring(span.Start, span.Length) : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
