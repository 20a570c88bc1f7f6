namespace Sluice.Bench.Clocks;

/// <summary>One timer of <see cref="FineTime"/>. Each change makes the settings before it void, so that nothing has to be looked for in a queue.</summary>
sealed class FineTimer(FineTime time, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
{
    readonly Lock _gate = new(); // taken before that of the queue, never inside it
    volatile int _setting;
    TimeSpan _period = Timeout.InfiniteTimeSpan;
    long _due; // timestamp
    volatile bool _set;
    bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed) return false;
            _setting++;
            (_set, _period) = (dueTime >= TimeSpan.Zero, period);
            if (!_set) return true;
            _due = time.GetTimestamp() + (long)(dueTime.TotalSeconds * time.TimestampFrequency);
            return time.Add(this, _setting, _due);
        }
    }

    public void Dispose()
    {
        lock (_gate) (_disposed, _set) = (true, false);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether that setting still holds, at a glance: the queue asks while it is locked itself.</summary>
    public bool IsSet(int setting) => _set && setting == _setting;

    /// <summary>Has the callback run, if that setting still holds.</summary>
    public void Fire(int setting)
    {
        lock (_gate)
        {
            if (!_set || setting != _setting) return;
            _set = _period > TimeSpan.Zero;
            if (_set) time.Add(this, _setting, _due += (long)(_period.TotalSeconds * time.TimestampFrequency));
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => callback(state);
}
