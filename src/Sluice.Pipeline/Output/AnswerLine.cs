using System.Buffers;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Output;

/// <summary>An answer as a line of the output: the record's id, the answer, where its verbatim values stand, and where it came from.</summary>
internal static class AnswerLine
{
    /// <summary>Hexadecimal digits of a configuration that are shown.</summary>
    public const int ConfigDigits = 16; // of its 64: 64 bits tell any configurations of one pipeline apart

    /// <param name="steps">Names of the steps that <paramref name="row"/> has answers of, in the same order. One alone is not named in the line.</param>
    /// <param name="fields">Names of the record's fields that go into the line; one that it lacks is null there.</param>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<string> steps, IReadOnlyList<StoredAnswer> row, IReadOnlyList<string> fields)
    {
        using var writer = new Utf8JsonWriter(output, CompactJson.Relaxed);
        writer.WriteStartObject();
        RecordId.Write(writer, row[0].Key, row[0].KeyIsNumber);
        if (fields.Count > 0) WriteFields(writer, row[0], fields);
        if (steps.Count == 1) WriteAnswer(writer, row[0]);
        else
        {
            writer.WriteStartObject("steps");
            for (var n = 0; n < steps.Count; n++)
            {
                writer.WriteStartObject(steps[n]);
                WriteAnswer(writer, row[n]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    static void WriteFields(Utf8JsonWriter writer, StoredAnswer row, IReadOnlyList<string> fields)
    {
        JsonElement? record = row.Payload is { } payload ? JsonElement.Parse(Compressed.Text(payload)) : null;
        writer.WriteStartObject("input");
        foreach (var name in fields)
        {
            writer.WritePropertyName(name);
            if (record?.TryGetProperty(name, out var value) == true) value.WriteTo(writer);
            else writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    static void WriteAnswer(Utf8JsonWriter writer, StoredAnswer row)
    {
        writer.WritePropertyName("answer");
        writer.WriteRawValue(row.Answer.Json);
        if (row.Answer.Spans is { } spans)
        {
            writer.WritePropertyName("spans");
            writer.WriteRawValue(spans);
        }

        if (row.Dropped is { } dropped)
        {
            writer.WritePropertyName("dropped");
            writer.WriteRawValue(dropped);
        }

        writer.WriteString("model", row.Model);
        writer.WriteString("backend", row.Backend);
        writer.WriteString("config", row.Config?[..ConfigDigits]);
        if (row.Overrides is { } overrides)
        {
            writer.WritePropertyName("overrides");
            writer.WriteRawValue(overrides);
        }

        writer.WriteNumber("attempts", row.Attempts);
        WriteNumber(writer, "prompt_tokens", row.PromptTokens);
        WriteNumber(writer, "completion_tokens", row.CompletionTokens);
        WriteNumber(writer, "seconds", row.Total is { } total ? Math.Round((decimal)total.TotalSeconds, 3) : null);
    }

    static void WriteNumber(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
