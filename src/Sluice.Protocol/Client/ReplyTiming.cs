namespace Sluice.Protocol.Client;

/// <summary>When a request was answered, on the monotonic clock of the machine that sent it. Times are since <see cref="Sent"/>; null when it did not happen or was not streamed.</summary>
public sealed record ReplyTiming
{
    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>) just before the request was handed to the connection.</summary>
    public required long Sent { get; init; }

    /// <summary>The response's headers.</summary>
    public TimeSpan? Headers { get; init; }

    /// <summary>TTFT: the first chunk with any generated text, be it content, reasoning or a tool call.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>TTFA: the first chunk with answer content.</summary>
    public TimeSpan? FirstAnswer { get; init; }

    /// <summary>The last chunk with generated text.</summary>
    public TimeSpan? LastToken { get; init; }

    /// <summary>E2E: the end of the answer or of the attempt.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>How long the server kept the body open behind the last event of a complete answer: the connection was taken so long, for nothing. Zero where its end had come with that event.</summary>
    public TimeSpan HeldOpen { get; init; }

    /// <summary>Chunks with generated text. A chunk is not a token.</summary>
    public int TextChunks { get; init; }

    /// <summary>Events that were neither a chunk nor an error (keep-alives of proxies).</summary>
    public int IgnoredEvents { get; init; }

    /// <summary>Comment lines of the stream (<c>: ping</c>), which servers and proxies send so that a connection is not taken for dead.</summary>
    public int Comments { get; init; }

    /// <summary>TPOT: (last token − first token) / (output tokens − 1). Null below two tokens or without streaming.</summary>
    public TimeSpan? TimePerOutputToken(int outputTokens) =>
        outputTokens < 2 ? null : (LastToken - FirstToken) / (outputTokens - 1);
}
