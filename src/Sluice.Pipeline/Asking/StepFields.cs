using System.Buffers;
using System.Text.Json;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Asking;

/// <summary>What a later step's texts are filled in with: the record's fields, and the answers it uses under <c>steps</c>.</summary>
internal static class StepFields
{
    /// <param name="answers">By the name of the step that gave them. A field of the record that is called <c>steps</c> too gives way.</param>
    public static JsonElement Of(JsonElement record, IEnumerable<(string Step, JsonElement Answer)> answers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartObject();
            foreach (var field in record.EnumerateObject())
            {
                if (!field.NameEquals(PromptTemplate.Steps)) field.WriteTo(writer);
            }

            writer.WriteStartObject(PromptTemplate.Steps);
            foreach (var (step, answer) in answers)
            {
                writer.WritePropertyName(step);
                answer.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
