namespace Sluice.Twin.Scheduling;

/// <summary>The settings of a vLLM-like server that decide what a step holds.</summary>
public sealed record ServerSettings
{
    /// <summary>max_num_batched_tokens: tokens a step computes at most.</summary>
    public int MaxBatchedTokens { get; init; } = 8192; // vLLM's default for an API server on a device of 70 GiB and more (arg_utils.py, v0.11)

    /// <summary>max_num_seqs: sequences that run at once.</summary>
    public int MaxSequences { get; init; } = 1024; // the same place

    /// <summary>Tokens per cache block.</summary>
    public int BlockTokens { get; init; } = 16; // vLLM's default block_size on CUDA

    /// <summary>Bytes for keys, values and state of one replica; null is unlimited.</summary>
    public double? CacheBytes { get; init; }

    /// <summary>Whether equal prompt beginnings are computed once.</summary>
    public bool PrefixCaching { get; init; }

    /// <summary>
    /// scheduler_reserve_full_isl: a sequence enters only when the cache has room for all it has to compute, not just for its first chunk.
    /// Without it a long prompt enters a nearly full cache, is thrown out half-way and begins again. vLLM's default since spring 2026.
    /// </summary>
    public bool AdmitOnlyWhole { get; init; } = true;

    /// <exception cref="ArgumentException">When a setting is out of range.</exception>
    public ServerSettings Checked()
    {
        if (MaxBatchedTokens < 1) throw new ArgumentException($"max_num_batched_tokens is {MaxBatchedTokens}; allowed: 1 and up");
        if (MaxSequences < 1) throw new ArgumentException($"max_num_seqs is {MaxSequences}; allowed: 1 and up");
        if (BlockTokens < 1) throw new ArgumentException($"block_size is {BlockTokens}; allowed: 1 and up");
        return this;
    }
}
