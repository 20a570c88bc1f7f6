namespace Sluice.Pipeline.Configuration;

/// <summary>When a run pauses itself; the same command goes on.</summary>
public sealed record LimitsSpec
{
    /// <summary>Time without an accepted answer; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan NoAnswer { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Share of outcomes that may end in one reason, 0 to 1; null for no limit.</summary>
    public double? Failures { get; init; } = 0.2;

    /// <summary>Outcomes below which <see cref="Failures"/> says nothing.</summary>
    public int Outcomes { get; init; } = 50;

    /// <summary>Prompt and written tokens of the run, all invocations together; null for no limit.</summary>
    public long? Tokens { get; init; }

    /// <summary>USD of the run, all invocations together; null for no limit.</summary>
    public decimal? Cost { get; init; }
}
