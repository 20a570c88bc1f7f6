namespace Sluice.Twin.Costs;

/// <summary>The machine and kernel figures a step's time depends on, in base units (bytes, operations, seconds).</summary>
public sealed record StepParameters
{
    /// <summary>Reached memory bandwidth of one device, bytes/s.</summary>
    public required double Bandwidth { get; init; }

    /// <summary>Reached operations per second of one device in prefill.</summary>
    public required double Compute { get; init; }

    /// <summary>Per layer: kernel launches, norms, router. Seconds.</summary>
    public required double LayerOverhead { get; init; }

    /// <summary>Per step: scheduler, sampler, interpreter. Seconds.</summary>
    public required double StepOverhead { get; init; }

    /// <summary>Per all-reduce between two devices. Seconds.</summary>
    public required double LinkLatency { get; init; }

    /// <summary>Of the all-reduce's payload, bytes/s.</summary>
    public required double LinkBandwidth { get; init; }

    /// <summary>Share by which halved expert slices read more than half: narrow matrices, partial pages.</summary>
    public required double SplitExperts { get; init; }

    /// <summary>How unevenly tokens pick experts; 0 is uniform.</summary>
    public required double Skew { get; init; }

    /// <summary>What a request spends outside the server before it is seen. Seconds.</summary>
    public required double ClientLatency { get; init; }

    /// <summary>Prompt length at which <see cref="Compute"/> was measured: its attention arithmetic is already inside. Tokens.</summary>
    public required int ComputePrompt { get; init; }
}
