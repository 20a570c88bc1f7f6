namespace Sluice.Protocol.Client;

/// <summary>
/// Cancels a request when one of its time limits passes. One timer for the whole request: progress only notes the time,
/// and the timer, when it fires, looks whether anything is really overdue; so a chunk costs no timer change.
/// </summary>
sealed class Deadline : IDisposable
{
    readonly StreamTimeouts limits;
    readonly TimeProvider time;
    readonly long start;
    readonly CancellationTokenSource source;
    readonly ITimer timer;
    readonly Lock gate = new();
    long phaseStart; // timestamp
    PassedLimit phase = PassedLimit.FirstToken;
    bool cancelled;
    bool disposed;

    public Deadline(StreamTimeouts limits, TimeProvider time, CancellationToken caller)
    {
        this.limits = limits;
        this.time = time;
        start = phaseStart = time.GetTimestamp();
        source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        timer = time.CreateTimer(static state => ((Deadline)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Check();
    }

    /// <summary>Cancelled by the caller, or when a limit passed.</summary>
    public CancellationToken Token => source.Token;

    public PassedLimit Passed { get; private set; }

    /// <summary>Something of the answer came.</summary>
    /// <param name="timestamp">When it was read.</param>
    /// <param name="hasText">True when the model wrote something: from then on the idle limit holds.</param>
    public void Progress(long timestamp, bool hasText)
    {
        var starts = hasText && phase is PassedLimit.FirstToken;
        if (phase is PassedLimit.FirstToken && !starts)
            return;
        Volatile.Write(ref phaseStart, timestamp);
        if (starts)
            Enter(PassedLimit.Idle);
    }

    /// <summary>The answer is complete; only usage and the end of the stream are missing.</summary>
    public void Finished(long timestamp)
    {
        if (phase is PassedLimit.AfterFinish)
            return;
        Volatile.Write(ref phaseStart, timestamp);
        Enter(PassedLimit.AfterFinish);
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer.Dispose();
            if (Passed is not PassedLimit.None && !cancelled)
                return; // the timer's thread is about to cancel, and disposes afterwards
        }
        source.Dispose();
    }

    void Enter(PassedLimit next)
    {
        lock (gate)
            phase = next;
        Check(); // its limit may end before the timer fires
    }

    void Check()
    {
        lock (gate)
        {
            if (disposed || Passed is not PassedLimit.None)
                return;
            var totalLeft = Left(limits.Total, start);
            var phaseLeft = Left(LimitOf(phase), Volatile.Read(ref phaseStart));
            var left = totalLeft < phaseLeft ? totalLeft : phaseLeft;
            if (left > TimeSpan.Zero)
            {
                if (left != TimeSpan.MaxValue)
                    timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
            Passed = totalLeft <= TimeSpan.Zero ? PassedLimit.Total : phase;
        }
        source.Cancel();
        lock (gate)
        {
            cancelled = true;
            if (disposed)
                source.Dispose();
        }
    }

    TimeSpan Left(TimeSpan limit, long since) =>
        limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : limit - time.GetElapsedTime(since);

    TimeSpan LimitOf(PassedLimit phase) => phase switch
    {
        PassedLimit.Idle => limits.Idle,
        PassedLimit.AfterFinish => limits.AfterFinish,
        _ => limits.FirstToken,
    };
}
