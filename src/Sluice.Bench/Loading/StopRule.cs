namespace Sluice.Bench.Loading;

/// <summary>When a level has been measured long enough. A run is a round of the concurrency (so many requests as are in flight), or a burst.</summary>
public sealed record StopRule
{
    /// <summary>Exactly so many runs; null to go by <see cref="Until"/>.</summary>
    public int? Runs { get; init; }

    /// <summary>Half the 95 % interval of the headline figure, as a share of it, at which the level is done.</summary>
    public double Until { get; init; } = 0.02;

    /// <summary>Fewer runs make an interval that is narrow by luck.</summary>
    public int LeastRuns { get; init; } = 8;

    public int MostRuns { get; init; } = 50;

    /// <summary>Counted from the level's first measured request; null for no limit.</summary>
    public TimeSpan? MostTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests that are sent before the first measured one, with prompts of their own.</summary>
    public int WarmUp { get; init; } = 2;

    /// <summary>Exactly so many requests, of an open loop or a trace; null to go by <see cref="Until"/>, or to the end of the trace.</summary>
    public int? Requests { get; init; }

    /// <summary>Requests of an open loop before its interval is looked at: its load is known only from many.</summary>
    public int LeastOpenRequests { get; init; } = 100;
}
