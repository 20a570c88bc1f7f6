namespace Sluice.Catalog.Curves;

/// <summary>What a backend gives at one held concurrency. A missing figure is null, never 0.</summary>
public sealed record Level
{
    /// <summary>Requests in flight.</summary>
    public required int Concurrency { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>Requests behind the figures; 0 for a prediction, which has none.</summary>
    public required int N { get; init; }

    /// <summary>True where the level was left while it was still filling, or the client held it up, so that its rate is rather too low; null otherwise.</summary>
    public bool? Rough { get; init; }

    /// <summary>Generated tokens per second over all requests.</summary>
    public double? DecodeTps { get; init; }

    /// <summary>Prompt tokens per second over all requests.</summary>
    public double? PrefillTps { get; init; }

    /// <summary>Mean time to the first token, milliseconds.</summary>
    public double? TtftMs { get; init; }

    /// <summary>Mean time per output token of a request, milliseconds.</summary>
    public double? TpotMs { get; init; }

    /// <summary>Records an hour on the curve's workload with this many in flight.</summary>
    public double? RecordsPerHour { get; init; }

    /// <summary>Low end of the decode rate: of its 95 % interval when measured, its tenth percentile when predicted.</summary>
    public double? DecodeTpsLow { get; init; }

    /// <summary>High end of the decode rate, in the same way.</summary>
    public double? DecodeTpsHigh { get; init; }
}
