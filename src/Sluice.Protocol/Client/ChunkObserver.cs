using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Client;

/// <summary>Sees the chunks of a stream as they come.</summary>
public abstract class ChunkObserver
{
    /// <summary>Called on the reading path for each chunk of the stream, empty ones included: must be quick, and must copy what it keeps.</summary>
    public abstract ChunkVerdict Observe(in ReplyChunk chunk);

    /// <summary>Asked once at the end: whether the <see cref="Reply"/> is to hold the texts of the answer. Without them it costs nothing for its length.</summary>
    /// <param name="usage">What the server counted; null when it did not.</param>
    public virtual bool WantsText(TokenUsage? usage) => true;
}
