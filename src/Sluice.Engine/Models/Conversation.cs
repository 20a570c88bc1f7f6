using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Models;

/// <summary>What a chat template lays out.</summary>
/// <param name="Messages">An array, as a template reads it.</param>
/// <param name="Tools">An array; null for none.</param>
/// <param name="Settings">Further variables (chat_template_kwargs), an object; null for none.</param>
internal sealed record Conversation(JsonElement Messages, JsonElement? Tools, JsonElement? Settings)
{
    public PromptEnd End { get; init; }

    public static Conversation Of(IReadOnlyList<ChatMessage> messages, JsonElement? settings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("role"u8, Utf8(message.Role));
                writer.WriteString("content"u8, Utf8(message.Content));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return new Conversation(JsonElement.Parse(buffer.WrittenSpan), null, settings);
    }

    // Half a surrogate pair becomes a replacement character.
    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
