using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Requests;
using Sluice.Bench.Servers;

namespace Sluice.Bench.Running;

/// <summary>What is to be measured where.</summary>
public sealed record BenchPlan
{
    public required IReadOnlyList<BenchTarget> Targets { get; init; }

    /// <summary>In the order in which they are measured; each names a target.</summary>
    public required IReadOnlyList<LevelPlan> Levels { get; init; }

    public StopRule Rule { get; init; } = new();

    /// <summary>Lengths vary by so much below and above, as a share; 0 keeps them equal.</summary>
    public double Jitter { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>For levels of a trace: what is sent when.</summary>
    public TraceFile? Trace { get; init; }

    /// <summary>Requests from elsewhere, such as a pipeline's records, by target; null for made prompts.</summary>
    public Func<BenchTarget, RequestSource>? Records { get; init; }

    /// <summary>Whether what a server takes and how it counts is learnt first. Records are sent as they are.</summary>
    public bool Probe { get; init; } = true;
}
