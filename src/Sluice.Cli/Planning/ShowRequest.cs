namespace Sluice.Cli.Planning;

/// <summary>What <c>sluice models show</c> or <c>sluice hardware show</c> was asked, as typed.</summary>
internal sealed record ShowRequest
{
    public required string Name { get; init; }
    public required bool IsHardware { get; init; }

    /// <summary>For a model: only this hardware; null shows all.</summary>
    public string? Hardware { get; init; }
    public string? Precision { get; init; }
    /// <summary>For a file: how the KV pool would hold its numbers; null for f16.</summary>
    public string? KvType { get; init; }
    public string? Catalog { get; init; }

    /// <summary>Devices that share one copy.</summary>
    public int? Devices { get; init; }

    /// <summary>Tokens in each sequence.</summary>
    public int? Context { get; init; }
    public int? Concurrency { get; init; }
    public bool Json { get; init; }
}
