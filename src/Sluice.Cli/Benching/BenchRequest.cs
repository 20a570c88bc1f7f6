using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Loading;

namespace Sluice.Cli.Benching;

/// <summary>What <c>sluice bench</c> was asked to measure.</summary>
internal sealed record BenchRequest
{
    public required string? Url { get; init; }
    public required string? Model { get; init; }
    public required string? KeyEnv { get; init; }

    /// <summary>Names of the configuration; empty for the default one.</summary>
    public required IReadOnlyList<string> Backends { get; init; }

    public required string? Config { get; init; }

    /// <summary>"Name: value" each, for --url.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>A JSON object of further body fields, for --url.</summary>
    public required string? ExtraBody { get; init; }

    /// <summary>Plain completions instead of chat.</summary>
    public required bool Completions { get; init; }

    public required IReadOnlyList<int> Prompts { get; init; }
    public required IReadOnlyList<int> Outputs { get; init; }
    public required IReadOnlyList<int> Depths { get; init; }
    public required IReadOnlyList<int> Concurrencies { get; init; }
    public required LoadKind Load { get; init; }

    /// <summary>Requests a second of open loops.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    public required string? Trace { get; init; }
    public required string? Pipeline { get; init; }
    public required bool SharedPrefix { get; init; }
    public required double Jitter { get; init; }
    public required StopRule Rule { get; init; }
    public required int Seed { get; init; }
    public required string? Log { get; init; }
    public required string? Curve { get; init; }
    public required LatencyTarget? Target { get; init; }
    public required RunningCost? Cost { get; init; }
    public required Job? Job { get; init; }

    /// <summary>The page to write; null for none.</summary>
    public required string? Page { get; init; }

    /// <summary>Curve files to draw on it.</summary>
    public required IReadOnlyList<string> Predictions { get; init; }
    public required ReportFormat Format { get; init; }
    public required bool Quiet { get; init; }
}
