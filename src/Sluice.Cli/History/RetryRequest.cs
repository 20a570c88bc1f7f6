namespace Sluice.Cli.History;

/// <summary>What <c>sluice retry</c> was asked to do.</summary>
internal sealed record RetryRequest
{
    /// <summary>As typed.</summary>
    public required string Run { get; init; }

    /// <summary>Names of reasons; empty takes every failed record.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Settings as NAME=VALUE.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    public bool Json { get; init; }
    public bool Quiet { get; init; }
    public string? Store { get; init; }
}
