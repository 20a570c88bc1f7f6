namespace Sluice.Pipeline.Storage.History;

/// <summary>A step under one configuration, and what became of the records under it.</summary>
public sealed record StepHistory
{
    public required StoredStep Step { get; init; }

    public required string Name { get; init; }

    /// <summary>Everything that decided the answers, as JSON.</summary>
    public required string Config { get; init; }

    /// <summary>Its SHA-256, as hexadecimal digits.</summary>
    public required string ConfigHash { get; init; }

    /// <summary>When a run last used it.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    public required long Answers { get; init; }

    /// <summary>The most frequent first.</summary>
    public required IReadOnlyList<FailureCount> Failures { get; init; }

    public required StepTotals Totals { get; init; }
}
