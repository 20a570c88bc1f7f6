using System.Collections.Concurrent;
using System.Threading.Channels;
using Sluice.Twin.Scheduling;

namespace Sluice.Twin.Serving.Live;

/// <summary>
/// One replica in real time: plans a step, waits for its deadline, gives the tokens out. Deadlines are sums of step times from the first
/// request on, never from when the loop woke, and a step takes only what had arrived when it began on that clock: a loop that is late
/// makes up for it, and its schedule is that of the simulation.
/// </summary>
sealed class LiveReplica(ModelServer server, LiveClock clock)
{
    // Unbounded: the server's limit of open connections bounds it, and a model server queues what it cannot run.
    readonly Channel<LiveRequest> _arrivals = Channel.CreateUnbounded<LiveRequest>(new UnboundedChannelOptions { SingleReader = true });
    readonly ConcurrentQueue<int> _gone = new();
    readonly Dictionary<int, LiveAnswer> _answers = [];
    readonly FanOut _writers = new();
    double _now;            // seconds: when the last step ended
    double _stall;          // seconds that the next step takes longer
    double _restartAt = Never;

    const double Never = double.NegativeInfinity;

    /// <summary>As it stood after the last step.</summary>
    public ReplicaStatus Status { get; private set; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>An answer has ended, whole or not; called on the loop.</summary>
    public Action<LiveAnswer>? Left { get; init; }

    public void Send(LiveRequest request)
    {
        if (!_arrivals.Writer.TryWrite(request)) request.Answer.Stop(LiveEnd.Dropped);
    }

    /// <summary>The client of that request has gone: it leaves before the next step.</summary>
    public void Cancel(int id) => _gone.Enqueue(id);

    /// <summary>The next step takes so many seconds longer.</summary>
    public void Stall(double seconds) => Interlocked.Exchange(ref _stall, seconds);

    /// <summary>Drops the cache and all requests that have arrived, before the next step; who comes later is served, though no step came between.</summary>
    public void Restart() => Interlocked.Exchange(ref _restartAt, clock.Now);

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                Take(request => request.Seen);
                if (server.TryPlan(0, stepwise: true, out var plan))
                {
                    _now += plan.Seconds + Interlocked.Exchange(ref _stall, 0);
                    await clock.UntilAsync(_now, ct).ConfigureAwait(false);
                    server.Complete(plan);
                    GiveOut();
                }
                else if (_arrivals.Reader.TryPeek(out var next))
                {
                    // Idle until then. Requests that come until it begins start with it, as a burst does on real servers and in the tables.
                    _now = Math.Max(_now, next.Seen);
                    await clock.UntilAsync(_now, ct).ConfigureAwait(false);
                    Take(request => request.Arrived);
                }
                else
                {
                    Note();
                    await _arrivals.Reader.WaitToReadAsync(ct).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _arrivals.Writer.TryComplete();
            DropAll(double.PositiveInfinity);
        }
    }

    /// <summary>What happened since the last step: a restart, clients that left, requests that arrived before it ended.</summary>
    /// <param name="since">From when on a request can be taken.</param>
    void Take(Func<LiveRequest, double> since)
    {
        if (Interlocked.Exchange(ref _restartAt, Never) is var restartAt && restartAt != Never)
        {
            DropAll(restartAt);
            server.Reset();
        }

        while (_gone.TryDequeue(out var id))
        {
            if (!_answers.Remove(id, out var answer)) continue;
            server.Remove(id);
            End(answer, LiveEnd.Cancelled);
        }

        while (_arrivals.Reader.TryPeek(out var next) && since(next) <= _now && _arrivals.Reader.TryRead(out var request))
        {
            var answer = request.Answer;
            if (answer.End == LiveEnd.Open && server.TrySubmit(answer.Id, request.Prompt, answer.Tokens, request.PrefixGroup, request.PrefixTokens))
                _answers.Add(answer.Id, answer);
            else
                End(answer, LiveEnd.Dropped);
        }
    }

    void GiveOut()
    {
        foreach (var id in server.Emitted)
        {
            if (_answers[id] is { } answer && answer.Emit(_now)) _writers.Add(answer);
        }

        _writers.Start();
        foreach (var id in server.Finished)
        {
            if (_answers.Remove(id, out var done)) Left?.Invoke(done);
        }

        Note();
    }

    void DropAll(double arrivedUntil)
    {
        foreach (var answer in _answers.Values) End(answer, LiveEnd.Dropped);
        _answers.Clear();
        while (_arrivals.Reader.TryPeek(out var next) && next.Arrived <= arrivedUntil && _arrivals.Reader.TryRead(out var request)) End(request.Answer, LiveEnd.Dropped);
    }

    void End(LiveAnswer answer, LiveEnd end)
    {
        answer.Stop(end);
        Left?.Invoke(answer);
    }

    void Note() => Status = new ReplicaStatus(server.Running, server.Waiting, server.CacheUse, server.Preemptions, server.CachedTokens, server.Steps, server.Generated);
}
