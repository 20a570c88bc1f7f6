using Sluice.Bench.Events;

namespace Sluice.Bench.Servers;

/// <summary>Sums up the metrics of a level: gauges over its samples, counters from its first to its last.</summary>
public static class ServerLoads
{
    /// <param name="samples">In order; at least one, of a server whose names are known.</param>
    public static ServerLoad Of(IReadOnlyList<IReadOnlyDictionary<string, double>> samples)
    {
        var names = MetricNames.Of(samples[0])!;

        // The first sample is from before the level began, the last from after it ended: neither shows its load.
        var during = samples.Count > 2 ? samples.Skip(1).Take(samples.Count - 2).ToList() : [.. samples];
        var (running, waiting, cache) = (Gauge(during, names.Running), Gauge(during, names.Waiting), Gauge(during, names.CacheUse));
        return new ServerLoad
        {
            Dialect = names.Engine,
            Samples = during.Count,
            RunningMean = Mean(running),
            RunningMax = Max(running),
            WaitingMean = Mean(waiting),
            WaitingMax = Max(waiting),
            CacheUseMax = Max(cache),
            Preemptions = Rise(samples, names.Preemptions),
            PrefixHits = Share(Rise(samples, names.CacheHits), Rise(samples, names.CacheQueries)),
            Acceptance = Share(Rise(samples, names.Accepted), Rise(samples, names.Drafted)),
            QueueMs = MeanMs(samples, names.Queue),
            PrefillMs = MeanMs(samples, names.Prefill),
            TtftMs = MeanMs(samples, names.Ttft),
        };
    }

    static double[] Gauge(IEnumerable<IReadOnlyDictionary<string, double>> samples, string[] names) =>
        [.. samples.Select(sample => Of(sample, names)).OfType<double>()];

    static double? Of(IReadOnlyDictionary<string, double> sample, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (sample.TryGetValue(name, out var value)) return value;
        }

        return null;
    }

    /// <summary>Null when it is not counted, or fell: then the server was started anew.</summary>
    static double? Rise(IReadOnlyList<IReadOnlyDictionary<string, double>> samples, IEnumerable<string> names) =>
        Of(samples[0], names) is { } from && Of(samples[^1], names) is { } to && to >= from ? to - from : null;

    /// <summary>Of a histogram: its sum over its count, in milliseconds.</summary>
    static double? MeanMs(IReadOnlyList<IReadOnlyDictionary<string, double>> samples, string[] names) =>
        Share(Rise(samples, names.Select(name => name + "_sum")), Rise(samples, names.Select(name => name + "_count"))) * 1000;

    static double? Share(double? part, double? whole) => whole > 0 ? part / whole : null;

    static double? Mean(double[] values) => values.Length > 0 ? values.Average() : null;

    static double? Max(double[] values) => values.Length > 0 ? values.Max() : null;
}
