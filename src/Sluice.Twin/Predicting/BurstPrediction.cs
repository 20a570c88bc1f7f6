using Sluice.Bench.Measures;
using Sluice.Catalog.Topologies;

namespace Sluice.Twin.Predicting;

/// <summary>The expected measures of a burst of requests on a topology: exact over the ways the router may spread it.</summary>
public static class BurstPrediction
{
    /// <param name="node">Bursts on one replica of the topology.</param>
    public static BurstRates Of(BurstModel node, Topology topology, int concurrency)
    {
        var (decode, prefill, ttft) = (0.0, 0.0, 0.0);
        double? tpot = 0;
        foreach (var (chance, requests) in Spread.Of(topology.Routing, topology.Replicas, concurrency))
        {
            if (Join(node, requests, concurrency) is not { } burst) return default;
            var latency = concurrency == 1 ? node.Cost.Parameters.ClientLatency : 0;
            decode += chance * concurrency * (node.Output.Mean - 1) / (burst.Last - burst.EarliestFirst);
            prefill += chance * concurrency * node.Prompt.Mean / (burst.LatestFirst - latency);
            ttft += chance * burst.MeanFirst * 1000;
            tpot += chance * burst.MeanPerToken * 1000;
        }

        return new BurstRates(node.Output.Most > 1 ? decode : null, prefill, ttft) { MeanTpotMs = tpot };
    }

    /// <summary>One burst seen over all replicas: first of the firsts, last of the lasts.</summary>
    static NodeBurst? Join(BurstModel node, int[] requests, int concurrency)
    {
        var (mean, earliest, latest, last) = (0.0, double.MaxValue, 0.0, 0.0);
        double? perToken = 0;
        foreach (var count in requests)
        {
            if (count == 0) continue;
            if (node.Of(count) is not { } part) return null;
            mean += part.MeanFirst * count / concurrency;
            perToken += part.MeanPerToken * count / concurrency;
            earliest = Math.Min(earliest, part.EarliestFirst);
            latest = Math.Max(latest, part.LatestFirst);
            last = Math.Max(last, part.Last);
        }

        return new NodeBurst(concurrency, mean, earliest, latest, last, perToken);
    }
}
