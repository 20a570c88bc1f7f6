using System.Globalization;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Topologies;

/// <summary>How many devices serve the model and how they are joined.</summary>
/// <param name="Name">As asked for: <c>solo</c>, <c>cluster:2</c>, <c>replicas:2</c>, <c>shuffle</c> …</param>
/// <param name="TensorParallel">Devices that share one copy of the weights.</param>
/// <param name="Replicas">Independent copies behind a router.</param>
public sealed record Topology(string Name, int TensorParallel, int Replicas, Routing Routing)
{
    public int Devices => TensorParallel * Replicas;

    /// <summary>More than this is refused: the link model is one all-reduce between peers.</summary>
    public const int MaxDevices = 64;

    /// <summary>Reads <c>solo</c>, <c>cluster[:N]</c>, <c>replicas[:N]</c>, and the article's words <c>shuffle</c> and <c>least-busy</c> for two replicas.</summary>
    /// <param name="router">Null means shuffle; ignored where the text names the router itself.</param>
    /// <exception cref="FormatException">Says what is allowed.</exception>
    public static Topology Parse(string text, Routing? router = null)
    {
        var (kind, count) = Split(text);
        return kind switch
        {
            "solo" when count is null => new Topology("solo", 1, 1, Routing.Shuffle),
            "cluster" => new Topology(text, count ?? 2, 1, Routing.Shuffle),
            "replicas" => new Topology(text, 1, count ?? 2, router ?? Routing.Shuffle),
            "shuffle" => new Topology(text, 1, count ?? 2, Routing.Shuffle),
            "least-busy" => new Topology(text, 1, count ?? 2, Routing.LeastBusy),
            "least-loaded" => new Topology(text, 1, count ?? 2, Routing.LeastLoaded),
            _ => throw Unknown(text),
        };
    }

    /// <summary>Reads <c>shuffle</c>, <c>least-busy</c> or <c>least-loaded</c>.</summary>
    public static Routing ParseRouting(string text) => text switch
    {
        "shuffle" => Routing.Shuffle,
        "least-busy" => Routing.LeastBusy,
        "least-loaded" => Routing.LeastLoaded,
        _ => throw new UnknownNameException("router", text, ["shuffle", "least-busy", "least-loaded"]),
    };

    static (string Kind, int? Count) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return (text, null);
        if (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxDevices)
            return (text[..colon], count);
        throw Unknown(text);
    }

    static FormatException Unknown(string text) => new(
        $"unknown topology '{text}'; allowed: solo, cluster:N, replicas:N, shuffle[:N], least-busy[:N], least-loaded[:N] with N from 1 to {MaxDevices}");
}
