using System.Buffers;

namespace Sluice.Protocol.Streaming;

/// <summary>
/// Where streams that are read have their buffers from. The runtime's own pool keeps some dozens of a size and makes the others anew, so that of a thousand
/// streams nearly each cost eight kilobytes a request.
/// </summary>
static class StreamBuffers
{
    /// <summary>Streams at once whose buffers are kept for the next ones; beyond that they are made anew.</summary>
    const int MostKept = 2048;

    public static ArrayPool<byte> Pool { get; } = ArrayPool<byte>.Create(2 * SseReader.MaxLine, MostKept);
}
