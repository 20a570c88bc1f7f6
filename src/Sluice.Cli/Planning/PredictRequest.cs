namespace Sluice.Cli.Planning;

/// <summary>What <c>sluice predict</c> was asked, as typed; null where an option was not given.</summary>
internal sealed record PredictRequest
{
    /// <summary>Null with <see cref="Cells"/>, which name their models themselves.</summary>
    public string? Model { get; init; }
    public string? Hardware { get; init; }
    public string? Topology { get; init; }

    /// <summary>Further topologies, with commas between.</summary>
    public string? Against { get; init; }
    public string? Workload { get; init; }
    public string? Concurrency { get; init; }
    public string? WhatIf { get; init; }
    public string? Router { get; init; }
    public string? Precision { get; init; }
    public string? Calibration { get; init; }
    public string? Catalog { get; init; }
    public string? Cells { get; init; }

    /// <summary>Where the curve file goes.</summary>
    public string? Curve { get; init; }
    public bool Json { get; init; }
    public bool Csv { get; init; }
}
