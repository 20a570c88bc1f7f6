using Sluice.Protocol.Failures;

namespace Sluice.Bench.Events;

/// <summary>The log of one request: what was planned, what came when, and how it ended. All times are on the log's clock.</summary>
public sealed record RequestEvents
{
    /// <summary>Unique in its log.</summary>
    public required int Id { get; init; }

    /// <summary>Of a warm-up: kept in the log, in no figure.</summary>
    public bool WarmUp { get; init; }

    /// <summary>Which burst of its level it belongs to; null outside bursts.</summary>
    public int? Burst { get; init; }

    /// <summary>When the plan wanted it sent; later sending is the client's lateness. In a closed loop the moment its slot became free.</summary>
    public required TimeSpan Scheduled { get; init; }

    /// <summary>When it was handed to the connection.</summary>
    public required TimeSpan Sent { get; init; }

    /// <summary>The response's headers; null when none came.</summary>
    public TimeSpan? Headers { get; init; }

    /// <summary>The last event of the stream, or the moment we gave up.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>In order of time.</summary>
    public PackedChunks Chunks { get; init => field = value ?? field; } = PackedChunks.None;

    /// <summary>Whether the tokens of chunks are ids or a usage counting along; null when chunks carry no count.</summary>
    public CountSource? ChunkCounts { get; init; }

    /// <summary>Prompt tokens that the plan aimed at, depth included; null where nothing was aimed at.</summary>
    public int? PromptAimed { get; init; }

    /// <summary>Output tokens that were asked for; null where the model was free to end.</summary>
    public int? OutputAsked { get; init; }

    /// <summary>By the server's usage, cached part included; null when it did not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>By the server's usage, reasoning included; null when it did not say.</summary>
    public int? OutputTokens { get; init; }

    public int? ReasoningTokens { get; init; }

    public int? CachedTokens { get; init; }

    /// <summary>Output tokens as the server's tokenizer counted the text afterwards; null when it was not asked.</summary>
    public int? CountedTokens { get; init; }

    /// <summary>As the server wrote it; null when none came.</summary>
    public string? Finish { get; init; }

    /// <summary>Null for a complete answer. <see cref="FailureReason.Cancelled"/> is a request that was still going when we stopped.</summary>
    public FailureReason? Failure { get; init; }

    /// <summary>The failure in words.</summary>
    public string? Detail { get; init; }

    public int? Status { get; init; }

    /// <summary>Events that were neither a chunk nor an error, such as keep-alives of proxies.</summary>
    public int Ignored { get; init; }

    /// <summary>Comment lines of the stream, such as <c>: ping</c>.</summary>
    public int Comments { get; init; }

    /// <summary>Whether the answer kept to the schema it was asked for; null when none was.</summary>
    public bool? Valid { get; init; }

    /// <summary>What the server timed itself; null when it said nothing.</summary>
    public ServerTiming? Server { get; init; }

    public TimeSpan? FirstToken => First(static chunk => chunk.HasText);

    public TimeSpan? FirstAnswer => First(static chunk => chunk.Answer > 0);

    public TimeSpan? LastToken
    {
        get
        {
            TimeSpan? last = null;
            foreach (var chunk in Chunks)
            {
                if (chunk.HasText) last = chunk.At;
            }

            return last;
        }
    }

    public bool Answered => Failure is null;

    /// <summary>Whether its end was not seen: we stopped it, or it passed a time limit. Its waits count as at least so long.</summary>
    public bool Unfinished => Failure is FailureReason.Cancelled or FailureReason.Timeout;

    /// <summary>ITL: the gaps between successive chunks with text, one value per gap.</summary>
    public IEnumerable<TimeSpan> InterTokenLatencies()
    {
        TimeSpan? before = null;
        foreach (var chunk in Chunks)
        {
            if (!chunk.HasText) continue;
            if (before is { } last) yield return chunk.At - last;
            before = chunk.At;
        }
    }

    TimeSpan? First(Func<ChunkEvent, bool> fits)
    {
        foreach (var chunk in Chunks)
        {
            if (fits(chunk)) return chunk.At;
        }

        return null;
    }
}
