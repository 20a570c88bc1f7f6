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

    /// <summary>Whether the event had a choice in it, be it empty; a usage or a sign of progress alone has none.</summary>
    public bool HasChoice { get; init; }

    /// <summary>Tokens whose ids stood in it (<c>token_ids</c>); null when the server sends none.</summary>
    public int? TokenIds { get; init; }

    /// <summary>Tokens written so far, where a usage in this event counts along; null without one.</summary>
    public int? CompletionTokens { get; init; }

    /// <summary>True when the model wrote something in it; a role, a usage or an empty chunk has none.</summary>
    public bool HasText => Content.Length > 0 || Reasoning.Length > 0 || ToolCalls.Count > 0;
}
