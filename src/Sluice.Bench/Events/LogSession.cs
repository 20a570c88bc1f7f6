namespace Sluice.Bench.Events;

/// <summary>One run of the command that wrote a log; a log that was gone on with has several.</summary>
public sealed record LogSession
{
    /// <summary>Wall time, for people.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>What wrote it, with its version.</summary>
    public string? Tool { get; init; }

    /// <summary>What was typed, without secrets.</summary>
    public string? Command { get; init; }

    /// <summary>Every setting in force by the name of its option, defaults included; null when the log does not hold them.</summary>
    public IReadOnlyDictionary<string, string>? Inputs { get; init; }

    /// <summary>The machine that sent the requests: system, cores, runtime.</summary>
    public string? Client { get; init; }
}
