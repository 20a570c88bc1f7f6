using System.Globalization;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Topologies;

/// <summary>A topology as a catalog file tells it; with a count behind its name it becomes a <see cref="Topology"/>.</summary>
public sealed record TopologySpec
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Devices that share one copy of the weights, unless a count says otherwise.</summary>
    public required int TensorParallel { get; init; }

    /// <summary>Copies, unless a count says otherwise.</summary>
    public required int Replicas { get; init; }

    /// <summary>Null leaves it to who asks.</summary>
    public Routing? Router { get; init; }

    /// <summary>What <c>:N</c> behind the name sets.</summary>
    public TopologyCount Count { get; init; }

    /// <summary>Bandwidth between the devices of one copy, bytes per second; null is the hardware's own.</summary>
    public double? Link { get; init; }

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>As it can be asked for: with <c>[:N]</c> where a count may follow.</summary>
    public string Form => Count == TopologyCount.None ? Name : $"{Name}[:N]";

    /// <param name="text">What was asked for: the name or an alias, and perhaps a count.</param>
    /// <param name="router">Null means shuffle; ignored where the entry names its own.</param>
    /// <exception cref="FormatException">Says what is allowed.</exception>
    public Topology Of(string text, Routing? router)
    {
        var colon = text.LastIndexOf(':');
        int? count = colon < 0 ? null : int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        if (count is not (null or >= 1 and <= Topology.MaxDevices)) throw new FormatException($"topology '{text}': allowed: {Form} with N from 1 to {Topology.MaxDevices}");
        if (count is not null && Count == TopologyCount.None) throw new FormatException($"topology '{text}': allowed: {Form}, which takes no number");
        return new Topology(text, Count == TopologyCount.TensorParallel ? count ?? TensorParallel : TensorParallel, Count == TopologyCount.Replicas ? count ?? Replicas : Replicas, Router ?? router ?? Routing.Shuffle) { Link = Link };
    }
}
