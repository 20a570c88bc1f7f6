using System.Text;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Chatting;

/// <summary>Takes an answer's pieces as they come, whole characters at a time.</summary>
internal sealed class AnswerReceiver(Action<string> reasoning, Action<string> content) : ChunkObserver
{
    private readonly Decoder reasoningText = Encoding.UTF8.GetDecoder(), contentText = Encoding.UTF8.GetDecoder();

    public override ChunkVerdict Observe(in ReplyChunk chunk)
    {
        Give(reasoningText, chunk.Reasoning, reasoning);
        Give(contentText, chunk.Content, content);
        return ChunkVerdict.Continue;
    }

    private static void Give(Decoder decoder, ReadOnlySpan<byte> utf8, Action<string> take)
    {
        if (utf8.IsEmpty) return;
        char[] letters = new char[utf8.Length];
        int count = decoder.GetChars(utf8, letters, flush: false);
        if (count > 0) take(new string(letters, 0, count));
    }
}
