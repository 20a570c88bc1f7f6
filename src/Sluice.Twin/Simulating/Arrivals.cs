namespace Sluice.Twin.Simulating;

/// <summary>When requests are sent.</summary>
public abstract record Arrivals
{
    Arrivals() { }

    /// <summary>All at the start.</summary>
    public sealed record Burst(int Count) : Arrivals;

    /// <summary>As many in flight as <paramref name="Concurrency"/>, each answer followed by the next request.</summary>
    public sealed record ClosedLoop(int Concurrency, int Count) : Arrivals;

    /// <summary>Independent arrivals: exponential gaps with the given mean rate per second.</summary>
    public sealed record Poisson(double Rate, int Count) : Arrivals;

    /// <summary>At given seconds, rising.</summary>
    public sealed record Trace(IReadOnlyList<double> Seconds) : Arrivals;

    /// <summary>Requests in all.</summary>
    public int Total => this switch
    {
        Burst burst => burst.Count,
        ClosedLoop loop => loop.Count,
        Poisson poisson => poisson.Count,
        Trace trace => trace.Seconds.Count,
        _ => throw new InvalidOperationException(),
    };
}
