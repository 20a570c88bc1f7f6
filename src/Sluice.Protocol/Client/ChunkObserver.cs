namespace Sluice.Protocol.Client;

/// <summary>Sees the chunks of a stream as they come.</summary>
public abstract class ChunkObserver
{
    /// <summary>Called on the reading path for each chunk of the stream, empty ones included: must be quick, and must copy what it keeps.</summary>
    public abstract ChunkVerdict Observe(in ReplyChunk chunk);
}
