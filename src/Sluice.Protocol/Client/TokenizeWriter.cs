using System.Buffers;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Serving;

namespace Sluice.Protocol.Client;

/// <summary>Writes the body of <c>POST /tokenize</c>.</summary>
static class TokenizeWriter
{
    /// <summary>A conversation, as vLLM and Sluice count it with the model's chat template.</summary>
    public static ReadOnlyMemory<byte> OfMessages(ChatRequest request) => Write(request.Model, json =>
    {
        json.WriteStartArray("messages"u8);
        foreach (var message in request.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, message.Role);
            json.WriteString("content"u8, message.Content);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>The texts alone, as llama.cpp counts them (<c>content</c>) and SGLang does (<c>prompt</c>).</summary>
    public static ReadOnlyMemory<byte> OfText(ChatRequest request) => Write(request.Model, json =>
    {
        var text = string.Join('\n', request.Messages.Select(message => message.Content));
        json.WriteString("content"u8, text);
        json.WriteString("prompt"u8, text);
    });

    static ReadOnlyMemory<byte> Write(string model, Action<Utf8JsonWriter> input)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(output, WireJson.WriterOptions);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        input(json);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }
}
