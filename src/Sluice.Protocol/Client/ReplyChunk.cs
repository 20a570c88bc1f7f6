namespace Sluice.Protocol.Client;

/// <summary>What one event of a stream adds to the answer. UTF-8, unescaped, valid during the call only.</summary>
public readonly ref struct ReplyChunk
{
    internal ReplyChunk(long timestamp, ReadOnlySpan<byte> content, ReadOnlySpan<byte> reasoning, ToolCallDeltas toolCalls)
    {
        Timestamp = timestamp;
        Content = content;
        Reasoning = reasoning;
        ToolCalls = toolCalls;
    }

    /// <summary>Monotonic (<see cref="TimeProvider.GetTimestamp"/>), stamped once per read: chunks that arrived together have the same.</summary>
    public long Timestamp { get; }

    /// <summary>Answer text. A character whose bytes are split over two chunks is split here too.</summary>
    public ReadOnlySpan<byte> Content { get; }

    public ReadOnlySpan<byte> Reasoning { get; }

    public ToolCallDeltas ToolCalls { get; }

    /// <summary>True when the model wrote something in it; a role, a usage or an empty chunk has none.</summary>
    public bool HasText => Content.Length > 0 || Reasoning.Length > 0 || ToolCalls.Count > 0;
}
