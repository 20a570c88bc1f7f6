using System.Collections.Concurrent;
using Sluice.Twin.Balancing;
using Sluice.Twin.Costs;
using Sluice.Twin.Predicting;
using Sluice.Twin.Scheduling;

namespace Sluice.Twin.Serving.Live;

/// <summary>A scenario's replicas and router in real time, without any wire: requests go in as token counts.</summary>
sealed class LiveModel : IAsyncDisposable
{
    readonly LiveReplica[] _replicas;
    readonly Balancer _balancer;
    readonly Lock _gate = new();   // of the balancer and the order of arrivals
    readonly ConcurrentDictionary<int, int> _replicaOf = new();
    readonly CancellationTokenSource _stop = new();
    readonly Task _loops;
    readonly ModelServer _example; // never runs: knows what can ever fit
    readonly double _latency;
    int _ids;

    /// <param name="server">Makes one replica's scheduler; must note tokens.</param>
    /// <param name="latency">What a request spends before a scheduler sees it, model seconds.</param>
    public LiveModel(Func<ModelServer> server, int replicas, Balancer balancer, LiveClock clock, double latency)
    {
        (_example, _balancer, _latency, Clock) = (server(), balancer, latency, clock);
        _replicas = [.. Enumerable.Range(0, replicas).Select(_ => new LiveReplica(server(), clock) { Left = Release })];
        _loops = Task.WhenAll(_replicas.Select(replica => Task.Run(() => replica.RunAsync(_stop.Token))));
    }

    public static LiveModel Of(Scenario scenario, TwinServerOptions options, TimeProvider time)
    {
        var cost = new StepCost(scenario.Work, scenario.Calibration.For(scenario.Model.Name, scenario.Hardware), scenario.Topology.TensorParallel);
        var balancer = Balancer.Of(scenario.Topology.Routing, scenario.Topology.Replicas, options.Seed);
        return new LiveModel(() => new ModelServer(cost, scenario.Settings, CacheShape.Of(scenario.Work)) { NotesTokens = true },
            scenario.Topology.Replicas, balancer, new LiveClock(time, options.Speed), cost.Parameters.ClientLatency);
    }

    public LiveClock Clock { get; }

    /// <summary>By replica.</summary>
    public IReadOnlyList<ReplicaStatus> Status => [.. _replicas.Select(replica => replica.Status)];

    /// <param name="arrived">When it came, seconds on the <see cref="Clock"/>; null for now.</param>
    /// <returns>Null when a context of that size can never fit the cache.</returns>
    public LiveAnswer? Submit(int prompt, int output, int prefixGroup = -1, int prefixTokens = 0, double? arrived = null)
    {
        if (!_example.CouldRun(prompt, output)) return null;
        lock (_gate)
        {
            var answer = new LiveAnswer(_ids++, output);
            var now = Clock.Now;
            var replica = _balancer.Pick(now);
            var came = arrived ?? now;
            _replicaOf[answer.Id] = replica;
            _replicas[replica].Send(new LiveRequest(answer, came, came + _latency, prompt, prefixGroup, prefixTokens));
            return answer;
        }
    }

    /// <summary>The client has gone; its place is free from the next step on.</summary>
    public void Cancel(LiveAnswer answer)
    {
        answer.Stop(LiveEnd.Cancelled);
        if (_replicaOf.TryGetValue(answer.Id, out var replica)) _replicas[replica].Cancel(answer.Id);
    }

    /// <summary>The next step of every replica takes so many seconds longer.</summary>
    public void Stall(double seconds)
    {
        foreach (var replica in _replicas) replica.Stall(seconds);
    }

    /// <summary>Drops every request and the caches, as a process does that ends and comes back.</summary>
    public void Restart()
    {
        foreach (var replica in _replicas) replica.Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loops.ConfigureAwait(false);
        _stop.Dispose();
    }

    void Release(LiveAnswer answer)
    {
        if (!_replicaOf.TryRemove(answer.Id, out var replica)) return;
        lock (_gate) _balancer.Release(replica, Clock.Now);
    }
}
