namespace Sluice.Testing;

/// <summary>A timer of a <see cref="ManualClock"/>.</summary>
sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
{
    bool disposed;

    /// <summary>Since the clock's start; meaningful while the clock holds the timer.</summary>
    internal TimeSpan Due { get; set; }

    /// <summary>Null for a timer that fires once.</summary>
    internal TimeSpan? Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (disposed)
            return false;
        clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire() => callback(state);
}
