using Sluice.Catalog.Work;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;

namespace Sluice.Tests.Twin;

/// <summary>A model whose step takes round numbers: 1 s per step, and per prompt token 10 ms; everything else costs nothing.</summary>
static class ToyServer
{
    public static readonly ModelWork Work = new()
    {
        Model = "toy",
        Precision = "exact",
        Layers = 0,
        Hidden = 0,
        AllReduces = 0,
        Experts = 1,
        ActiveExperts = 1,
        ExpertBytes = 0,
        DenseBytes = 0,
        HeadBytes = 0,
        KvBytes = 1,
        WindowKvBytes = 0,
        Window = 0,
        StateBytes = 0,
        FlopsPerToken = 0,
        HeadFlops = 0,
        AttentionFlops = 0,
        WeightBytes = 0,
    };

    public static readonly StepParameters Parameters = new()
    {
        Bandwidth = 1e18,
        Compute = 1e18,
        LayerOverhead = 0,
        StepOverhead = 1,
        LinkLatency = 0,
        LinkBandwidth = 1,
        SplitExperts = 0,
        Skew = 0,
        ClientLatency = 0,
        ComputePrompt = 0,
    };

    /// <summary>Every step takes one second, whatever it holds.</summary>
    public static StepCost OneSecond { get; } = new(Work, Parameters, 1);

    /// <summary>A step takes one second and 10 ms per token it computes.</summary>
    public static StepCost PerToken { get; } = new(Work with { FlopsPerToken = 1 }, Parameters with { Compute = 100 }, 1);

    public static CacheShape Cache { get; } = CacheShape.Of(Work);

    /// <summary>One byte a token, so the pool is written in tokens.</summary>
    public static ServerSettings Settings(int pool = int.MaxValue, int budget = 1000, int sequences = 100, bool prefixes = false) =>
        new() { MaxBatchedTokens = budget, MaxSequences = sequences, CacheBytes = pool, PrefixCaching = prefixes };
}
