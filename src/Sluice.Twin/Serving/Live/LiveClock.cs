namespace Sluice.Twin.Serving.Live;

/// <summary>The model's seconds: those of the wall times the speed, from when the server started.</summary>
sealed class LiveClock(TimeProvider time, double speed)
{
    readonly long _start = time.GetTimestamp();

    public double Now => time.GetElapsedTime(_start).TotalSeconds * speed;

    /// <summary>Completes at that second or up to a millisecond of the wall later, at once when it has passed: timers count whole milliseconds.</summary>
    public async Task UntilAsync(double second, CancellationToken ct)
    {
        while ((second - Now) / speed is > 0 and var left)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(left * 1000), MostMilliseconds)), time, ct).ConfigureAwait(false);
    }

    const double MostMilliseconds = 3_600_000; // a timer takes at most 49 days; an hour at a time is enough
}
