namespace Sluice.Cli.Serving;

/// <summary>What <c>sluice twin serve</c> was asked, as typed; null where an option was not given.</summary>
internal sealed record TwinServeRequest
{
    public required string Model { get; init; }
    public string? Hardware { get; init; }
    public string? Topology { get; init; }
    public string? Router { get; init; }

    /// <summary>Model seconds in a second.</summary>
    public required int Speed { get; init; }

    /// <summary>0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Names to be served under, with commas between them.</summary>
    public string? Names { get; init; }
    public string? Text { get; init; }
    public string? Output { get; init; }
    public string? Reasoning { get; init; }
    public bool Thinks { get; init; }

    /// <summary>The path of a fault script.</summary>
    public string? Faults { get; init; }
    public required int Seed { get; init; }
    public string? WhatIf { get; init; }
    public string? Precision { get; init; }
    public string? Calibration { get; init; }
    public string? Catalog { get; init; }

    /// <summary>The environment variable with the key that clients must send; null asks for none.</summary>
    public string? KeyEnv { get; init; }
}
