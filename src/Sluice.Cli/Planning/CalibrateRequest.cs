namespace Sluice.Cli.Planning;

/// <summary>What <c>sluice calibrate</c> was asked, as typed.</summary>
internal sealed record CalibrateRequest
{
    public required IReadOnlyList<string> Cells { get; init; }
    public string? Hardware { get; init; }
    public string? Workload { get; init; }
    public string? WhatIf { get; init; }

    /// <summary>Parameters to fit, with commas between; null lets the cells decide.</summary>
    public string? Fit { get; init; }

    /// <summary>A calibration whose values are held for what is not fitted.</summary>
    public string? From { get; init; }
    public string? Catalog { get; init; }

    /// <summary>Where the calibration goes; null writes none.</summary>
    public string? Out { get; init; }

    /// <summary>Also fit on parts of the table and judge on the rest.</summary>
    public bool Study { get; init; }
    public bool Json { get; init; }
}
