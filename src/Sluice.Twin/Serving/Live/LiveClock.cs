using Sluice.Bench.Clocks;

namespace Sluice.Twin.Serving.Live;

/// <summary>The model's seconds: those of the wall times the speed, from when the server started.</summary>
sealed class LiveClock(TimeProvider time, double speed)
{
    readonly long _start = time.GetTimestamp();

    public double Now => time.GetElapsedTime(_start).TotalSeconds * speed;

    /// <summary>Completes at that second or a little later, as the clock's timers are; at once when it has passed.</summary>
    public async Task UntilAsync(double second, CancellationToken ct)
    {
        while ((second - Now) / speed is > 0 and var left)
            await time.WaitAsync(TimeSpan.FromTicks((long)Math.Ceiling(Math.Min(left, MostSeconds) * TimeSpan.TicksPerSecond)), ct).ConfigureAwait(false);
    }

    const double MostSeconds = 3600; // a timer takes at most 49 days; an hour at a time is enough
}
