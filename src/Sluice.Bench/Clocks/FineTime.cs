namespace Sluice.Bench.Clocks;

/// <summary>
/// The system's clock with timers that are late by tenths of a millisecond. The runtime's own count on a clock that Linux moves on only every 4 ms (or
/// 1 to 10, by how the kernel was built), so that a wait of 5 ms takes up to 10: more than a step of a model server or the lag of a stream. A thread of
/// its own waits for the earliest timer; what a timer calls runs on the pool.
/// </summary>
public sealed class FineTime : TimeProvider, IDisposable
{
    /// <summary>Below this the thread sleeps by the nanosecond and hears of no earlier timer meanwhile; above, it waits by the millisecond.</summary>
    static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(1.5);

    readonly object _gate = new(); // a Monitor's, which can wait
    readonly PriorityQueue<(FineTimer Timer, int Setting), long> _due = new();
    readonly Thread _thread;
    bool _disposed;

    public FineTime()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "fine timers" };
        _thread.Start();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FineTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }

        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    /// <summary>From any thread: that setting of the timer is due then.</summary>
    internal bool Add(FineTimer timer, int setting, long due)
    {
        lock (_gate)
        {
            if (_disposed) return false;
            _due.Enqueue((timer, setting), due);
            if (_due.TryPeek(out var first, out _) && first.Timer == timer) Monitor.Pulse(_gate);
            return true;
        }
    }

    void Run()
    {
        while (Next() is { } due) due.Timer.Fire(due.Setting);
    }

    /// <summary>Waits for the next timer that is due; null when there will be none.</summary>
    (FineTimer Timer, int Setting)? Next()
    {
        while (true)
        {
            TimeSpan left;
            lock (_gate)
            {
                if (_disposed) return null;
                if (!_due.TryPeek(out var next, out var due))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                left = GetElapsedTime(GetTimestamp(), due);
                if (left <= TimeSpan.Zero || !next.Timer.IsSet(next.Setting)) return _due.Dequeue();
                if (left >= Brief)
                {
                    Monitor.Wait(_gate, (int)Math.Min(left.TotalMilliseconds - 0.5, int.MaxValue));
                    continue;
                }
            }

            BriefSleep.For(left);
        }
    }
}
