using Sluice.Bench.Events;
using Sluice.Bench.Servers;

namespace Sluice.Cli.Benching;

/// <summary>The levels that a command line asks for, in the order in which they are measured: as llama-benchy, with the backends of each level side by side.</summary>
internal static class LevelPlans
{
    public static IReadOnlyList<LevelPlan> Of(BenchRequest request, IReadOnlyList<BenchTarget> targets)
    {
        var plans = new List<LevelPlan>();
        foreach (LevelPlan workload in Workloads(request))
        {
            foreach (LevelPlan load in Loads(request, workload))
            {
                // The second time round in the other order: a drift of the room meets both alike.
                IEnumerable<BenchTarget> order = plans.Count / Math.Max(1, targets.Count) % 2 == 0 ? targets : targets.Reverse();
                plans.AddRange(order.Select(target => load with { Backend = target.Backend }));
            }
        }
        return plans;
    }

    private static IEnumerable<LevelPlan> Workloads(BenchRequest request)
    {
        if (request.Pipeline is { } pipeline) return [new LevelPlan { Backend = "", Prompt = 0, Output = 0, Concurrency = 1, Records = $"records of {pipeline}" }];
        if (request.Trace is { } trace) return [new LevelPlan { Backend = "", Prompt = 0, Output = 0, Concurrency = 0, Records = $"lengths of {trace}", Load = LoadKind.Trace }];
        return from depth in request.Depths
               from prompt in request.Prompts
               from output in request.Outputs
               select new LevelPlan { Backend = "", Prompt = prompt, Output = output, Depth = depth, SharedPrefix = request.SharedPrefix && depth > 0, Concurrency = 1 };
    }

    private static IEnumerable<LevelPlan> Loads(BenchRequest request, LevelPlan workload) => request.Load switch
    {
        LoadKind.Trace => [workload],
        LoadKind.Constant or LoadKind.Poisson => request.Rates.Select(rate => workload with { Load = request.Load, Concurrency = 0, Rate = rate }),
        _ => request.Concurrencies.Select(concurrency => workload with { Load = request.Load, Concurrency = concurrency }),
    };
}
