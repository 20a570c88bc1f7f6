using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.History;

/// <summary>What <c>sluice runs prune</c> was asked to do.</summary>
internal sealed record PruneRequest
{
    /// <summary>As typed; null for all runs.</summary>
    public string? Run { get; init; }

    /// <summary>Only runs not used for so long; null for any.</summary>
    public int? OlderThanDays { get; init; }

    public PrunePart Part { get; init; }

    /// <summary>Whether it is done; else it is only told.</summary>
    public bool Yes { get; init; }

    public string? Store { get; init; }
}
