using Sluice.Catalog.Topologies;

namespace Sluice.Twin.Balancing;

/// <summary>Chooses a replica for each request of a simulation; deterministic by its seed.</summary>
public abstract class Balancer
{
    /// <param name="now">Virtual seconds; never falls from call to call.</param>
    public abstract int Pick(double now);

    /// <summary>A request of that replica has ended.</summary>
    public abstract void Release(int replica, double now);

    public static Balancer Of(Routing routing, int replicas, int seed) => routing switch
    {
        Routing.Shuffle => new Shuffle(replicas, seed),
        Routing.LeastBusy => new LeastBusy(replicas),
        Routing.LeastLoaded => new LeastLoaded(replicas, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(routing)),
    };
}
