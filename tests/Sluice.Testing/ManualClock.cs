namespace Sluice.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire in order of their due time, on the thread that advances.</summary>
public sealed class ManualClock : TimeProvider
{
    readonly Lock _gate = new();
    readonly List<ManualTimer> _timers = [];
    readonly DateTimeOffset _start;
    TimeSpan _elapsed;
    TaskCompletionSource _changed = NewSignal();

    /// <param name="start">What <see cref="GetUtcNow"/> says first; by default the first second of 2026.</param>
    public ManualClock(DateTimeOffset? start = null) => _start = start ?? new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Time advanced since the start.</summary>
    public TimeSpan Elapsed { get { lock (_gate) return _elapsed; } }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

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
        lock (_gate) _elapsed = until;
    }

    /// <summary>Completes once at least this many timers wait, so that a test advances only after the code under test began to wait.</summary>
    public async Task WhenTimersWaitAsync(int count = 1, CancellationToken ct = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_timers.Count >= count)
                    return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(ct);
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _elapsed + dueTime;
                timer.Period = period > TimeSpan.Zero ? period : null;
                _timers.Add(timer);
            }
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate) _timers.Remove(timer);
    }

    ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            if (_timers.MinBy(timer => timer.Due) is not { } next || next.Due > until)
                return null;
            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            _timers.Remove(next);
            if (next.Period is { } period)
            {
                next.Due += period;
                _timers.Add(next);
            }
            return next;
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
