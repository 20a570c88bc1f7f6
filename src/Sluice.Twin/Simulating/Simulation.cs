using Sluice.Bench.Events;
using Sluice.Twin.Balancing;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;

namespace Sluice.Twin.Simulating;

/// <summary>
/// Servers, a router and a load in virtual time. Deterministic: the same load and seed give the same timings on any machine.
/// Reusable: each <see cref="Run"/> starts from empty servers.
/// </summary>
public sealed class Simulation
{
    readonly ModelServer[] _servers;
    readonly double _latency;
    readonly double[] _ends;      // by server: when its plan completes; infinity when idle
    readonly StepPlan[] _plans;

    public Simulation(StepCost cost, ServerSettings settings, CacheShape shape, int replicas = 1)
    {
        _servers = [.. Enumerable.Range(0, replicas).Select(_ => new ModelServer(cost, settings, shape))];
        _latency = cost.Parameters.ClientLatency;
        _ends = new double[replicas];
        _plans = new StepPlan[replicas];
    }

    /// <summary>One engine step at a time instead of jumping over equal decode steps; slower, with the same result.</summary>
    public bool Stepwise { get; init; }

    public SimulationResult Run(Load load, Balancer? balancer = null)
    {
        var run = new LoadState(load);
        foreach (var server in _servers) server.Reset();
        Array.Fill(_ends, double.PositiveInfinity);
        run.Start(_latency);
        while (true)
        {
            var (server, ends) = Earliest();
            var arrives = run.NextArrival;
            if (double.IsPositiveInfinity(ends) && double.IsPositiveInfinity(arrives)) break;

            // A request that arrives as a step ends is seen by the next step, as the server's loop reads its queue between steps.
            var now = Math.Min(ends, arrives);
            while (run.NextArrival <= now) Submit(run, balancer, run.NextArrival);
            if (ends <= now) Finish(run, server, now, balancer);
            while (run.NextArrival <= now) Submit(run, balancer, run.NextArrival);
            PlanIdle(run, now);
        }

        return Result(run);
    }

    void Submit(LoadState run, Balancer? balancer, double now)
    {
        var id = run.TakeArrival();
        var replica = balancer?.Pick(now - _latency) ?? 0;
        run.Replica[id] = replica;
        if (_servers[replica].TrySubmit(id, run.Prompt[id], run.Output[id], run.PrefixTokens > 0 ? 0 : -1, run.PrefixTokens)) return;
        balancer?.Release(replica, now);
        run.Refuse(id, now, _latency);
    }

    void Finish(LoadState run, int index, double now, Balancer? balancer)
    {
        var server = _servers[index];
        server.Complete(_plans[index]);
        _ends[index] = double.PositiveInfinity;
        foreach (var id in server.Started) run.First[id] = now;
        foreach (var id in server.Finished)
        {
            run.Last[id] = now;
            balancer?.Release(index, now);
            run.Answered(now, _latency);
        }
    }

    void PlanIdle(LoadState run, double now)
    {
        for (var i = 0; i < _servers.Length; i++)
        {
            if (!double.IsPositiveInfinity(_ends[i])) continue;

            // What is not known yet happens at the next arrival or when another server's plan ends: no stretch passes either.
            var until = run.NextArrival;
            if (run.Reacts)
            {
                foreach (var end in _ends) until = Math.Min(until, end);
            }

            if (!_servers[i].TryPlan(until - now, Stepwise, out _plans[i])) continue;
            _ends[i] = now + _plans[i].Seconds;
        }
    }

    (int Server, double Ends) Earliest()
    {
        var earliest = 0;
        for (var i = 1; i < _ends.Length; i++)
        {
            if (_ends[i] < _ends[earliest]) earliest = i;
        }

        return (earliest, _ends[earliest]);
    }

    SimulationResult Result(LoadState run)
    {
        var timings = new RequestTiming[run.Sent.Length];
        for (var i = 0; i < timings.Length; i++)
        {
            var answered = !double.IsNaN(run.Last[i]);
            timings[i] = new RequestTiming(TimeSpan.FromSeconds(run.Sent[i]), answered ? TimeSpan.FromSeconds(run.First[i]) : null,
                answered ? TimeSpan.FromSeconds(run.Last[i]) : null, run.Prompt[i], answered ? run.Output[i] : 0);
        }

        return new SimulationResult(timings, run.Replica, run.Refused)
        {
            Preemptions = _servers.Sum(server => server.Preemptions),
            CachedTokens = _servers.Sum(server => server.CachedTokens),
            Steps = _servers.Sum(server => server.Steps),
            GeneratedTokens = _servers.Sum(server => server.Generated),
            CachePeak = _servers.Max(server => server.CachePeak),
            Seconds = run.Last.Where(last => !double.IsNaN(last)).DefaultIfEmpty(0).Max(),
        };
    }
}
