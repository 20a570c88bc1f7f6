using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Hardware;

/// <summary>One device as a model server sees it, in base units.</summary>
public sealed record HardwareSpec
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Memory weights and caches can live in, bytes.</summary>
    public required double Memory { get; init; }

    /// <summary>Nominal memory bandwidth, bytes per second.</summary>
    public required double Bandwidth { get; init; }

    /// <summary>Share of the nominal bandwidth that kernels reach; null when nobody measured it.</summary>
    public double? BandwidthReached { get; init; }

    /// <summary>Dense matrix operations per second at 16 bits, nominal; null when the maker publishes none.</summary>
    public double? Compute16 { get; init; }

    /// <summary>The same at 8 bits floating point.</summary>
    public double? Compute8 { get; init; }

    /// <summary>The same at 4 bits floating point.</summary>
    public double? Compute4 { get; init; }

    /// <summary>Operations per second that a real prefill reached, measured; null when not known.</summary>
    public double? PrefillReached { get; init; }

    /// <summary>Launch and norm overhead of one layer, seconds; null when not known.</summary>
    public double? LayerOverhead { get; init; }

    /// <summary>Bandwidth of the link that joins devices of a cluster, bytes per second; null for a device that is used alone.</summary>
    public double? Link { get; init; }

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Remarks: what was left out because no source was found.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
