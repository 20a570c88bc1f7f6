namespace Sluice.Bench.Clocks;

/// <summary>Waits as exact as a clock's timers are.</summary>
public static class Waits
{
    /// <summary>Completes after that time or a little later. Task.Delay, whatever the clock, counts whole milliseconds.</summary>
    public static async Task WaitAsync(this TimeProvider time, TimeSpan wait, CancellationToken ct)
    {
        if (wait <= TimeSpan.Zero) return;
        if (time == TimeProvider.System) wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)); // its timers leave off the rest
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = time.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, wait, Timeout.InfiniteTimeSpan);
        using var stopped = ct.UnsafeRegister(static (over, ct) => ((TaskCompletionSource)over!).TrySetCanceled(ct), over);
        await over.Task.ConfigureAwait(false);
    }
}
