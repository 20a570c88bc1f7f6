using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Loading;

/// <summary>What a running level has seen so far, and whether that is enough. Safe to use from all its requests at once.</summary>
sealed class LevelRecord(LevelPlan plan, StopRule rule, BenchClock clock, int firstId, Action<RequestEvents> log, Action<LevelProgress>? progress)
{
    /// <summary>Share of failed requests from which going on measures errors.</summary>
    const double MostFailing = 0.5;

    /// <summary>Requests that must have ended before that is judged.</summary>
    const int LeastToJudge = 10;

    /// <summary>The interval is looked at after so many times the runs of the last look: each look costs a pass over the log.</summary>
    const double NextLook = 1.15;

    readonly Lock _gate = new();
    readonly PackedRequests _requests = new();
    Figure _headline = Figure.None("too few requests so far");
    bool _stopped;
    TimeSpan? _began;
    TimeSpan? _longest;
    bool _nothingLeft;
    TimeSpan? _heldUntil;
    EndReason? _why;
    int _nextId = firstId;
    int _measured;
    int _failed;
    int _inFlight;
    double _nextLook = rule.LeastRuns;
    bool _looking;
    TimeSpan? _lastSent;

    public int NextId => Volatile.Read(ref _nextId);

    /// <summary>Whether no more requests are to be sent.</summary>
    public bool Enough => Volatile.Read(ref _stopped);

    /// <summary>Whether no more requests are to be sent, or none is left.</summary>
    public bool NothingMore => Enough || Volatile.Read(ref _nothingLeft);

    /// <summary>The first measured sending; null before it.</summary>
    public TimeSpan? Began
    {
        get { lock (_gate) return _began; }
    }

    /// <summary>The longest answer so far, from sending to end; null before one.</summary>
    public TimeSpan? Longest
    {
        get { lock (_gate) return _longest; }
    }

    public EndReason Why => _why ?? EndReason.Runs;

    /// <summary>Without a stop the load was held until the last sending.</summary>
    public TimeSpan HeldUntil => _heldUntil ?? _lastSent ?? clock.Now;

    /// <summary>All that ended, warm-up included; complete once the level has ended.</summary>
    public PackedRequests Requests => _requests;

    public int TakeId(bool warmUp)
    {
        lock (_gate)
        {
            if (!warmUp) _began ??= clock.Now;
            _inFlight++;
            return _nextId++;
        }
    }

    /// <summary>No more requests: the load is held no longer from this moment on.</summary>
    public void Stop(EndReason why, TimeSpan? heldUntil = null)
    {
        lock (_gate)
        {
            if (_stopped) return;
            (_why, _heldUntil) = (why, heldUntil ?? clock.Now);
            Volatile.Write(ref _stopped, true);
        }
    }

    /// <summary>All requests of the level were taken.</summary>
    public void Emptied() => Volatile.Write(ref _nothingLeft, true);

    /// <summary>Tells how far the level is, though nothing ended: its time goes on.</summary>
    public void Tell()
    {
        if (progress is null) return;
        LevelProgress told;
        lock (_gate) told = Progress();
        progress(told);
    }

    public void Ended(RequestEvents request)
    {
        log(request);
        LevelProgress? told = null;
        var look = false;
        lock (_gate)
        {
            _inFlight--;
            _requests.Add(request);
            if (request.WarmUp) return;
            if (_lastSent is null || request.Sent > _lastSent) _lastSent = request.Sent;
            _measured++;
            if (request.Failure is not (null or Protocol.Failures.FailureReason.Cancelled)) _failed++;
            if (request.Answered && (_longest is null || request.End - request.Sent > _longest)) _longest = request.End - request.Sent;
            if (progress is not null) told = Progress();
            look = !_stopped && !_looking && Due();
            if (look) _looking = true;
        }

        if (told is not null) progress!(told);
        if (_measured >= LeastToJudge && _failed > MostFailing * _measured) Stop(EndReason.Failing);
        if (look) _ = Task.Run(Look);
    }

    /// <summary>So far, as a log of its own.</summary>
    public LevelLog Snapshot()
    {
        lock (_gate) return new LevelLog { Number = 0, Plan = plan, Requests = _requests.Snapshot() };
    }

    LevelProgress Progress() => new(plan, _measured, _failed, _inFlight, clock.Now - (_began ?? clock.Now), _headline);

    bool Due()
    {
        if (plan.Load == LoadKind.Trace) return false;
        var open = plan.Load is LoadKind.Constant or LoadKind.Poisson;
        if (open && _measured < rule.LeastOpenRequests) return false;
        var runs = open ? _measured * rule.LeastRuns / (double)rule.LeastOpenRequests : _measured / (double)Math.Max(1, plan.Concurrency);
        if (runs < _nextLook) return false;
        _nextLook = runs * NextLook;
        return true;
    }

    void Look()
    {
        var sofar = LevelFigures.HeadlineOf(Snapshot());
        lock (_gate)
        {
            _headline = sofar;
            _looking = false;
        }

        if (rule.Runs is not null || rule.Requests is not null) return;
        if (sofar is { RelativeHalfWidth: { } width, N: var batches } && batches >= Math.Min(rule.LeastRuns - 2, 6) && width <= rule.Until) Stop(EndReason.Narrow);
        else if (plan.Load is LoadKind.Closed or LoadKind.Burst && _measured >= (long)rule.MostRuns * plan.Concurrency) Stop(EndReason.Limit);
    }
}
