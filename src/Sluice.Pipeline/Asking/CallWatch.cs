using Sluice.Pipeline.Backends;
using Sluice.Protocol.Client;

namespace Sluice.Pipeline.Asking;

/// <summary>Sees a stream for both who want to: the limit of its first token, and the watch on its answer.</summary>
/// <param name="waited">Null without such a limit.</param>
internal sealed class CallWatch(WatchedCall? waited, AnswerWatch answer) : ChunkObserver
{
    public override ChunkVerdict Observe(in ReplyChunk chunk)
    {
        if (chunk.HasText) waited?.Heard();
        return answer.Observe(in chunk);
    }
}
