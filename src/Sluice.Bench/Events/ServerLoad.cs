namespace Sluice.Bench.Events;

/// <summary>What a server's metrics said during a level; null where it has no such metric.</summary>
public sealed record ServerLoad
{
    /// <summary>Whose names were read: vllm, sglang, llama.cpp.</summary>
    public required string Dialect { get; init; }

    public int Samples { get; init; }

    public double? RunningMean { get; init; }

    public double? RunningMax { get; init; }

    public double? WaitingMean { get; init; }

    public double? WaitingMax { get; init; }

    /// <summary>Share of the KV cache, 0 to 1.</summary>
    public double? CacheUseMax { get; init; }

    public double? Preemptions { get; init; }

    /// <summary>Prompt tokens found in the prefix cache, of all that were looked up, 0 to 1.</summary>
    public double? PrefixHits { get; init; }

    /// <summary>Drafted tokens that were taken, 0 to 1.</summary>
    public double? Acceptance { get; init; }

    /// <summary>Mean milliseconds that a request waited before its prompt was read.</summary>
    public double? QueueMs { get; init; }

    /// <summary>Mean milliseconds of reading a prompt.</summary>
    public double? PrefillMs { get; init; }

    /// <summary>Mean time to first token as the server saw it, milliseconds.</summary>
    public double? TtftMs { get; init; }
}
