namespace Sluice.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire in order of their due time, on the thread that advances.</summary>
public sealed class ManualClock : TimeProvider
{
    readonly Lock gate = new();
    readonly List<ManualTimer> timers = [];
    readonly DateTimeOffset start;
    TimeSpan elapsed;
    TaskCompletionSource changed = NewSignal();

    /// <param name="start">What <see cref="GetUtcNow"/> says first; by default the first second of 2026.</param>
    public ManualClock(DateTimeOffset? start = null) => this.start = start ?? new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Time advanced since the start.</summary>
    public TimeSpan Elapsed { get { lock (gate) return elapsed; } }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and runs every timer that falls due on the way, each at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = Elapsed + by;
        while (TakeDue(until) is { } timer)
            timer.Fire();
        lock (gate) elapsed = until;
    }

    /// <summary>Time passes while the process stands still: timers that fell due meanwhile run, late, when the clock is next advanced.</summary>
    public void StandStill(TimeSpan time)
    {
        lock (gate) elapsed += time;
    }

    /// <summary>Moves the clock to when the next timer is due and runs it; false when none waits.</summary>
    public bool TryAdvanceToNext()
    {
        if (TakeDue(TimeSpan.MaxValue) is not { } timer)
            return false;
        timer.Fire();
        return true;
    }

    /// <summary>Completes once at least this many timers wait, so that a test advances only after the code under test began to wait.</summary>
    public Task WhenTimersWaitAsync(int count = 1, CancellationToken ct = default) => WhenTimersWaitAsync(count, TimeSpan.Zero, ct);

    /// <summary>Completes once so many timers wait that are due so late at the earliest: the pause that a test gave a length no other timer has.</summary>
    public async Task WhenTimersWaitAsync(int count, TimeSpan dueIn, CancellationToken ct = default)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (timers.Count(timer => timer.Due - elapsed >= dueIn) >= count)
                    return;
                next = changed.Task;
            }
            await next.WaitAsync(ct);
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        TaskCompletionSource passed;
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = elapsed + dueTime;
                timer.Period = period > TimeSpan.Zero ? period : null;
                timers.Add(timer);
            }
            (passed, changed) = (changed, NewSignal());
        }
        passed.SetResult();
    }

    internal void Remove(ManualTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    ManualTimer? TakeDue(TimeSpan until)
    {
        lock (gate)
        {
            if (timers.MinBy(timer => timer.Due) is not { } next || next.Due > until)
                return null;
            elapsed = next.Due > elapsed ? next.Due : elapsed;
            timers.Remove(next);
            if (next.Period is { } period)
            {
                next.Due += period;
                timers.Add(next);
            }
            return next;
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
