using System.Buffers;
using System.Text.Json;

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

    private protected override void WriteDelta(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8)
    {
        json.WriteStartObject("delta"u8);
        if (name.Length > 0)
            json.WriteString(name, utf8);
        if (name.SequenceEqual("role"u8))
            json.WriteString("content"u8, ""u8); // the official clients' first chunk has it
        json.WriteEndObject();
    }

    private protected override void WriteMessage(Utf8JsonWriter json, string content, string? reasoning)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, content);
        if (reasoning is not null)
            json.WriteString("reasoning_content"u8, reasoning);
        json.WriteEndObject();
    }
}
