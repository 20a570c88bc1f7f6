namespace Sluice.Bench.Events;

/// <summary>What a canary saw of the client's own machine during a level: whether late times are the server's or ours.</summary>
public sealed record ClientHealth
{
    /// <summary>How late a thread that asked to be woken was woken, milliseconds: the median.</summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public double? LagP99Ms { get; init; }

    /// <summary>How often it asked.</summary>
    public int Samples { get; init; }

    /// <summary>Milliseconds that all threads of the process stood still for garbage collection.</summary>
    public double GcPauseMs { get; init; }

    /// <summary>Cores that this process kept busy, on average.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Cores it may use.</summary>
    public int Cores { get; init; }
}
