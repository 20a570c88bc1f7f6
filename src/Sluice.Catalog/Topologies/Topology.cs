using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Topologies;

/// <summary>How many devices serve the model and how they are joined.</summary>
/// <param name="Name">As asked for: <c>solo</c>, <c>cluster:2</c>, <c>replicas:2</c>, <c>shuffle</c> …</param>
/// <param name="TensorParallel">Devices that share one copy of the weights.</param>
/// <param name="Replicas">Independent copies behind a router.</param>
public sealed record Topology(string Name, int TensorParallel, int Replicas, Routing Routing)
{
    public int Devices => TensorParallel * Replicas;

    /// <summary>More than this in one copy, or more copies, are refused: the link model is one all-reduce between peers.</summary>
    public const int MaxDevices = 64;

    /// <summary>Bandwidth of the link that joins the devices of one copy, bytes per second; null is the hardware's own.</summary>
    public double? Link { get; init; }

    /// <summary>Reads <c>shuffle</c>, <c>least-busy</c> or <c>least-loaded</c>.</summary>
    public static Routing ParseRouting(string text) => text switch
    {
        "shuffle" => Routing.Shuffle,
        "least-busy" => Routing.LeastBusy,
        "least-loaded" => Routing.LeastLoaded,
        _ => throw new UnknownNameException("router", text, ["shuffle", "least-busy", "least-loaded"]),
    };
}
