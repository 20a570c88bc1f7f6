using System.Collections.Immutable;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>How the next call for a record is made, and what has been tried for it.</summary>
internal sealed record AskPlan
{
    public int? MaxTokens { get; init; }

    public double Temperature { get; init; }

    public long? Seed { get; init; }

    /// <summary>What is said to the model after a wrong answer; null on the first try.</summary>
    public Correction? Correction { get; init; }

    /// <summary>Tries so far that ended in each reason.</summary>
    public ImmutableDictionary<FailureReason, int> Tries { get; init; } = ImmutableDictionary<FailureReason, int>.Empty;

    /// <summary>Whether the model is told not to reason, since it spent its tokens on that before.</summary>
    public bool ThinkingOff { get; init; }

    /// <summary>Whether the answer is plain text.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether the request may not be changed: it is somebody else's.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Where the last call failed by the server's fault; another backend is asked when there is one.</summary>
    public PooledBackend? Avoid { get; init; }

    public static AskPlan First(SamplingSpec sampling, bool isText = false) => new()
    {
        IsText = isText,
        MaxTokens = sampling.MaxTokens,
        Temperature = sampling.Temperature,
        Seed = sampling.Seed,
    };

    public AskPlan After(FailureReason reason) => this with { Tries = Tries.SetItem(reason, Tries.GetValueOrDefault(reason) + 1) };
}
