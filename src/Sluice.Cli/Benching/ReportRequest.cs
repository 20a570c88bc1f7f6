using Sluice.Bench.Ladders;

namespace Sluice.Cli.Benching;

/// <summary>What <c>sluice bench report</c> was asked for.</summary>
internal sealed record ReportRequest
{
    public required string Log { get; init; }

    /// <summary>Another tool's definitions; null for our own.</summary>
    public string? As { get; init; }

    /// <summary>Milliseconds that llama-benchy's view takes off instead of what the log's probe measured; null for that.</summary>
    public double? LatencyMs { get; init; }

    public LatencyTarget? Target { get; init; }

    public RunningCost? Cost { get; init; }

    public Job? Job { get; init; }

    /// <summary>The page to write; null for none.</summary>
    public string? Page { get; init; }

    /// <summary>Curve files to draw on it.</summary>
    public required IReadOnlyList<string> Predictions { get; init; }

    public required ReportFormat Format { get; init; }
}

/// <summary>How a report is written.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Csv,
    Markdown,
}
