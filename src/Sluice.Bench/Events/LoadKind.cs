namespace Sluice.Bench.Events;

/// <summary>What decides when requests are sent.</summary>
public enum LoadKind
{
    /// <summary>A number in flight is held: each answer is followed by the next request.</summary>
    Closed,

    /// <summary>A fixed rate, whatever the server does.</summary>
    Constant,

    /// <summary>Independent arrivals with a mean rate.</summary>
    Poisson,

    /// <summary>So many at once, and the next so many when all have ended, as llama-benchy does.</summary>
    Burst,

    /// <summary>At the times of a file.</summary>
    Trace,
}
