using Sluice.Bench.Loading;

namespace Sluice.Cli.Benching;

/// <summary>What <c>sluice bench compare</c> was asked for. All but the first four is for live servers.</summary>
internal sealed record CompareRequest
{
    /// <summary>An event log, a backend of the configuration, or a URL; both of a kind.</summary>
    public required string First { get; init; }
    public required string Second { get; init; }

    /// <summary>Within this share two servers count as the same.</summary>
    public required double Margin { get; init; }

    /// <summary>The page to write; null for none.</summary>
    public required string? Page { get; init; }
    public required bool Json { get; init; }
    public required string? Model { get; init; }
    public required string? KeyEnv { get; init; }
    public required string? Config { get; init; }
    public required IReadOnlyList<int> Prompts { get; init; }
    public required IReadOnlyList<int> Outputs { get; init; }
    public required IReadOnlyList<int> Depths { get; init; }
    public required IReadOnlyList<int> Concurrencies { get; init; }
    public required int Turns { get; init; }
    public required StopRule Rule { get; init; }
    public required int Seed { get; init; }
    public required string? Log { get; init; }
    public required bool Quiet { get; init; }
}
