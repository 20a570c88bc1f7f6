using Sluice.Bench.Measures;
using Sluice.Twin.Balancing;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Simulating;

namespace Sluice.Twin.Predicting;

/// <summary>A bulk run in miniature: so many requests kept in flight until the rate is steady.</summary>
static class ClosedLoop
{
    /// <summary>Rounds of the concurrency that are run; the first and the last are not counted.</summary>
    const int Rounds = 6;

    /// <summary>At one request in flight a few answers say it all, at many the rounds do.</summary>
    const int LeastRequests = 12;

    public static (double? RecordsPerHour, int Preemptions) Run(Scenario scenario, StepCost cost, int concurrency)
    {
        var topology = scenario.Topology;
        var simulation = new Simulation(cost, scenario.Settings, CacheShape.Of(scenario.Work), topology.Replicas);
        var count = Math.Max(LeastRequests, Rounds * concurrency);
        if (scenario.Workload.Records is { } records && records < count) count = Math.Max(concurrency, records);
        var result = simulation.Run(new Load
        {
            Arrivals = new Arrivals.ClosedLoop(concurrency, count),
            Prompt = scenario.Workload.Prompt,
            Output = scenario.Workload.Output,
            SharedPrefix = scenario.Workload.SharedPrefix,
        }, topology.Replicas > 1 ? Balancer.Of(topology.Routing, topology.Replicas, Seed) : null);
        var rates = RunRates.Of(result.Requests, concurrency);
        return (rates.SteadyRecordsPerHour ?? rates.RecordsPerHour, result.Preemptions);
    }

    const int Seed = 20261121;
}
