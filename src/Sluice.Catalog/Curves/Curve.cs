namespace Sluice.Catalog.Curves;

/// <summary>The levels of one model on one backend, measured or predicted: what the router and the planner read.</summary>
public sealed record Curve
{
    /// <summary>The format's version; a reader refuses one it does not know.</summary>
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    public required string Model { get; init; }

    /// <summary>What answered or would answer: a URL, or hardware and topology.</summary>
    public required string Backend { get; init; }

    /// <summary>The requests behind it, e.g. <c>prompt=1024,output=128</c>; null when not said.</summary>
    public string? Workload { get; init; }

    /// <summary>Who made it and with what, for people.</summary>
    public string? Origin { get; init; }

    /// <summary>When it was measured; null for a prediction, which has no date, and where it was not said.</summary>
    public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>The concurrency its maker found best; null where the rate still rose at the last level, or nobody looked.</summary>
    public int? Knee { get; init; }

    /// <summary>In order of concurrency, each concurrency once.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }
}
