namespace Sluice.Bench.Loading;

/// <summary>The monotonic clock of one session's log; it begins at zero.</summary>
public sealed class BenchClock(TimeProvider time)
{
    readonly long _origin = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_origin);

    public TimeSpan At(long timestamp) => time.GetElapsedTime(_origin, timestamp);
}
