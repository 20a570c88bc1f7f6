namespace Sluice.Pipeline.Configuration;

/// <summary>When a run pauses itself; the same command goes on.</summary>
public sealed record LimitsSpec
{
    /// <summary>Time without an accepted answer; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan NoAnswer { get; init; } = TimeSpan.FromMinutes(10);
}
