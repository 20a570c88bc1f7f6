namespace Sluice.Protocol.Client;

/// <summary>
/// Cancels a request when one of its time limits passes. One timer for the whole request: progress only notes the time,
/// and the timer, when it fires, looks whether anything is really overdue; so a chunk costs no timer change.
/// </summary>
sealed class Deadline : IDisposable
{
    readonly StreamTimeouts limits;
    readonly TimeProvider time;
    readonly TimeSpan endOfBody;
    readonly long start;
    readonly CancellationTokenSource source;
    readonly ITimer timer;
    readonly Lock gate = new();
    long phaseStart; // timestamp
    PassedLimit phase = PassedLimit.FirstToken;
    bool cancelled;
    bool disposed;

    /// <param name="endOfBody">How long the last bytes of a body may be behind an answer of which nothing is missing.</param>
    public Deadline(StreamTimeouts limits, TimeSpan endOfBody, TimeProvider time, CancellationToken caller)
    {
        this.limits = limits;
        this.time = time;
        this.endOfBody = endOfBody;
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
        if (phase is PassedLimit.FirstToken && hasText)
        {
            Volatile.Write(ref phaseStart, timestamp);
            Enter(PassedLimit.Idle);
        }
        else if (phase is PassedLimit.Idle)
        {
            Volatile.Write(ref phaseStart, timestamp);
        }
    }

    /// <summary>The answer is complete; only usage and the end of the stream are missing, or the end alone.</summary>
    public void Finished(long timestamp, bool onlyEndMissing)
    {
        var next = onlyEndMissing ? PassedLimit.EndOfBody : PassedLimit.AfterFinish;
        if (phase == next)
            return;
        Volatile.Write(ref phaseStart, timestamp);
        Enter(next);
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
        PassedLimit.EndOfBody => endOfBody,
        _ => limits.FirstToken,
    };
}
