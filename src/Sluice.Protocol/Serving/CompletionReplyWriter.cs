using System.Buffers;
using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Serving;

/// <summary>Writes the answer to <c>POST /v1/completions</c>, which has no roles and keeps no reasoning apart.</summary>
public sealed class CompletionReplyWriter(ReplyHead head, IBufferWriter<byte> output) : ReplyWriter(head, output)
{
    readonly Dictionary<int, int> offsets = []; // (choice) -> characters of it whose scores were told

    private protected override ReadOnlySpan<byte> ChunkKind => "text_completion"u8;

    private protected override ReadOnlySpan<byte> WholeKind => "text_completion"u8;

    public override void Start()
    {
    }

    public override void Content(ReadOnlySpan<byte> utf8) => WriteText("text"u8, utf8);

    private protected override void WriteDelta(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8) =>
        json.WriteString("text"u8, utf8);

    private protected override void WriteScores(Utf8JsonWriter json, IReadOnlyList<TokenScore> scores)
    {
        var offset = offsets.GetValueOrDefault(Choice);
        ScoreFields.WriteCompletion(json, scores, ref offset);
        offsets[Choice] = offset;
    }

    private protected override void WriteMessage(Utf8JsonWriter json, string content, string? reasoning, IReadOnlyList<ToolCall> calls) =>
        json.WriteString("text"u8, reasoning + content);
}
