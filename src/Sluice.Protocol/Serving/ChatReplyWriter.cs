using System.Buffers;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Writes the answer to <c>POST /v1/chat/completions</c>.</summary>
public sealed class ChatReplyWriter(ReplyHead head, IBufferWriter<byte> output) : ReplyWriter(head, output)
{
    private protected override ReadOnlySpan<byte> ChunkKind => "chat.completion.chunk"u8;

    private protected override ReadOnlySpan<byte> WholeKind => "chat.completion"u8;

    /// <summary>The chunk with the role, which carries no text.</summary>
    public override void Start() => WriteText("role"u8, "assistant"u8);

    public override void Content(ReadOnlySpan<byte> utf8) => WriteText("content"u8, utf8);

    /// <summary>A piece of what the model thinks before it answers, under the name that vLLM, SGLang and llama.cpp give it.</summary>
    public void Reasoning(ReadOnlySpan<byte> utf8) => WriteText("reasoning_content"u8, utf8);

    /// <summary>The model asks for a call; its arguments follow in pieces.</summary>
    public void CallBegins(int index, string id, string name) => WriteCall(index, id, name, "");

    /// <summary>A piece of a call's arguments: JSON text.</summary>
    public void CallArguments(int index, string text) => WriteCall(index, id: null, name: null, text);

    void WriteCall(int index, string? id, string? name, string arguments) => WriteChunk(json =>
    {
        json.WriteStartObject("delta"u8);
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        WriteCallMembers(json, id, name, arguments);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void WriteCallMembers(Utf8JsonWriter json, string? id, string? name, string arguments)
    {
        if (id is not null)
            json.WriteString("id"u8, id);
        if (name is not null)
            json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        if (name is not null)
            json.WriteString("name"u8, name);
        json.WriteString("arguments"u8, arguments);
        json.WriteEndObject();
    }

    private protected override void WriteDelta(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        json.WriteStartObject("delta"u8);
        if (name.Length > 0)
            json.WriteString(name, utf8);
        if (name.SequenceEqual("role"u8))
            json.WriteString("content"u8, ""u8); // the official clients' first chunk has it
        json.WriteEndObject();
    }

    private protected override void WriteScores(Utf8JsonWriter json, IReadOnlyList<TokenScore> scores) => ScoreFields.WriteChat(json, scores);

    private protected override void WriteMessage(Utf8JsonWriter json, string content, string? reasoning, IReadOnlyList<ToolCall> calls)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        if (content.Length == 0 && calls.Count > 0)
            json.WriteNull("content"u8);
        else
            json.WriteString("content"u8, content);
        if (reasoning is not null)
            json.WriteString("reasoning_content"u8, reasoning);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in calls)
            {
                json.WriteStartObject();
                WriteCallMembers(json, call.Id, call.Name, call.Arguments);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
