using Sluice.Bench.Events;

namespace Sluice.Twin.Simulating;

/// <summary>What a simulation leaves: the same timings a load run would log, and the servers' own figures.</summary>
/// <param name="Requests">By id, which is the order of sending.</param>
/// <param name="Replicas">Which replica answered each.</param>
/// <param name="Refused">Requests whose context can never fit the cache.</param>
public sealed record SimulationResult(RequestTiming[] Requests, int[] Replicas, int Refused)
{
    public required int Preemptions { get; init; }

    public required long CachedTokens { get; init; }

    public required long Steps { get; init; }

    public required long GeneratedTokens { get; init; }

    /// <summary>The most bytes of cache any replica used.</summary>
    public required double CachePeak { get; init; }

    /// <summary>Virtual seconds from the first request to the last answer.</summary>
    public required double Seconds { get; init; }
}
