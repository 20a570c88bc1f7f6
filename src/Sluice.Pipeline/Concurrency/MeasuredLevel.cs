namespace Sluice.Pipeline.Concurrency;

/// <summary>What was measured at one concurrency.</summary>
/// <param name="Concurrency">Requests in flight.</param>
/// <param name="Rate">Accepted output tokens per second; answers per second where the server does not count tokens.</param>
/// <param name="Answers">Answers that the rate rests on.</param>
/// <param name="Rough">Taken while the level was still filling, so rather too low: enough to go on upwards, not to choose by.</param>
public sealed record MeasuredLevel(int Concurrency, double Rate, int Answers, bool Rough)
{
    /// <summary>Accepted answers per second; null when not known.</summary>
    public double? AnswersPerSecond { get; init; }

    /// <summary>One standard error of the rate as a share of it; null when not known.</summary>
    public double? Spread { get; init; }

    /// <summary>The level that was gone to: higher than the requests in flight where it was left while it was still filling.</summary>
    internal int Tried
    {
        get => field > 0 ? field : Concurrency;
        init;
    }

    /// <summary>How long a call took there by its work; null where that says little of it.</summary>
    internal CallTime? Time { get; init; }

    /// <summary>The work of a usual answer then.</summary>
    internal double Work { get; init; }

    /// <summary>Mean requests in flight while it was measured.</summary>
    internal double InFlight { get; init; }
}
