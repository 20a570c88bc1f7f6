using Sluice.Catalog.Work;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Simulating;

namespace Sluice.Twin.Predicting;

/// <summary>Bursts of equal requests on one replica, each size simulated once.</summary>
public sealed class BurstModel
{
    readonly Simulation _simulation;
    readonly Workload _workload;
    readonly Dictionary<int, NodeBurst?> _known = [];

    public BurstModel(ModelWork work, StepParameters parameters, int tensorParallel, ServerSettings settings, Workload workload)
    {
        Cost = new StepCost(work, parameters, tensorParallel);
        _simulation = new Simulation(Cost, settings, CacheShape.Of(work));
        _workload = workload;
    }

    public StepCost Cost { get; }

    public LengthRange Prompt => _workload.Prompt;

    public LengthRange Output => _workload.Output;

    /// <summary>Null when a request can never fit the cache, so that the burst has no rates.</summary>
    public NodeBurst? Of(int requests)
    {
        if (_known.TryGetValue(requests, out var known)) return known;
        return _known[requests] = Simulate(requests);
    }

    NodeBurst? Simulate(int requests)
    {
        var result = _simulation.Run(new Load
        {
            Arrivals = new Arrivals.Burst(requests),
            Prompt = _workload.Prompt,
            Output = _workload.Output,
            SharedPrefix = _workload.SharedPrefix,
        });
        var (sum, earliest, latest, last) = (0.0, double.MaxValue, 0.0, 0.0);
        var (perToken, several) = (0.0, 0);
        foreach (ref readonly var request in result.Requests.AsSpan())
        {
            if (request is not { FirstToken: { } first, LastToken: { } end }) return null;
            sum += first.TotalSeconds;
            earliest = Math.Min(earliest, first.TotalSeconds);
            latest = Math.Max(latest, first.TotalSeconds);
            last = Math.Max(last, end.TotalSeconds);
            if (request.TimePerOutputToken is not { } tpot) continue;
            perToken += tpot.TotalSeconds;
            several++;
        }

        return new NodeBurst(requests, sum / requests, earliest, latest, last, several > 0 ? perToken / several : null);
    }
}
