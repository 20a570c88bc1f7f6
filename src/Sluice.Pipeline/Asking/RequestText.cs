using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Asking;

/// <summary>A request as the journal keeps it: the fields of the call that differ from record to record and try to try. The schema is the step's and stands in its configuration.</summary>
internal static class RequestText
{
    public static string Of(ChatRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("model", request.Model);
            writer.WriteStartArray("messages");
            foreach (var message in request.Messages)
            {
                writer.WriteStartObject();
                writer.WriteString("role", message.Role);
                writer.WriteString("content", message.Content);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (request.Temperature is { } temperature) writer.WriteNumber("temperature", temperature);
            if (request.TopP is { } topP) writer.WriteNumber("top_p", topP);
            if (request.Seed is { } seed) writer.WriteNumber("seed", seed);
            if (request.MaxTokens is { } maxTokens) writer.WriteNumber("max_tokens", maxTokens);
            foreach (var (name, value) in request.Extra ?? new Dictionary<string, JsonElement>())
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
