using Sluice.Pipeline.Running;

namespace Sluice.Cli.Demo;

/// <summary>Everything the demo's last words are made of.</summary>
internal sealed record DemoResult
{
    /// <summary>The uncounted record at the beginning.</summary>
    public required DemoPhase WarmUp { get; init; }

    public required DemoPhase OneByOne { get; init; }
    public required DemoPhase AllAtOnce { get; init; }

    /// <summary>The first answered records of the input, in its order.</summary>
    public required IReadOnlyList<AnsweredRecord> Shown { get; init; }

    /// <summary>From the command's start to the last answer, starting the engine included.</summary>
    public required TimeSpan Elapsed { get; init; }

    public IReadOnlyList<DemoPhase> Phases => [WarmUp, OneByOne, AllAtOnce];

    /// <summary>How many times as many records an hour the second phase answered; null when one of them answered none.</summary>
    public double? Ratio => AllAtOnce.End.RecordsPerHour / OneByOne.End.RecordsPerHour;
}
