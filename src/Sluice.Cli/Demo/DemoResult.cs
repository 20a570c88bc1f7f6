using Sluice.Pipeline.Running;

namespace Sluice.Cli.Demo;

/// <summary>Everything the demo's last words are made of.</summary>
internal sealed record DemoResult
{
    /// <summary>The uncounted record at the beginning.</summary>
    public required DemoPhase WarmUp { get; init; }

    /// <summary>By rising concurrency, the first one call at a time.</summary>
    public required IReadOnlyList<DemoPhase> Ladder { get; init; }

    /// <summary>What was left, at the best level of the ladder.</summary>
    public required DemoPhase Rest { get; init; }

    /// <summary>The first answered records of the input, in its order.</summary>
    public required IReadOnlyList<AnsweredRecord> Shown { get; init; }

    /// <summary>From the command's start to the last answer, starting the engine included.</summary>
    public required TimeSpan Elapsed { get; init; }

    public IReadOnlyList<DemoPhase> Phases => [WarmUp, .. Ladder, Rest];

    /// <summary>The level of the ladder with the most records an hour.</summary>
    public DemoPhase Best => Ladder.MaxBy(phase => phase.End.RecordsPerHour ?? 0)!;

    /// <summary>How many times as many records an hour it answered as one call at a time; null when one of them answered none.</summary>
    public double? Ratio => Best.End.RecordsPerHour / Ladder[0].End.RecordsPerHour;
}
