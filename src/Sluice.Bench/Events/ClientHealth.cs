namespace Sluice.Bench.Events;

/// <summary>What a canary saw of the client's own machine during a level: whether late times are the server's or ours.</summary>
public sealed record ClientHealth
{
    /// <summary>How late bytes that the process sent itself were read, milliseconds: the median.</summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public double? LagP99Ms { get; init; }

    /// <summary>How many there were.</summary>
    public int Samples { get; init; }

    /// <summary>Milliseconds that all threads of the process stood still for garbage collection.</summary>
    public double GcPauseMs { get; init; }

    /// <summary>Bytes that the process allocated; null in logs of versions that did not count them.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Cores that this process kept busy, on average.</summary>
    public double? CpuCores { get; init; }

    /// <summary>Cores it may use.</summary>
    public int Cores { get; init; }
}
