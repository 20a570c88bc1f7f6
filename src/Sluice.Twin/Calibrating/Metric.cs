using Sluice.Bench.Measures;

namespace Sluice.Twin.Calibrating;

/// <summary>What a cell measures, by llama-benchy's burst definitions.</summary>
public enum Metric
{
    /// <summary>decode_tps: generated tokens per second over all requests.</summary>
    Decode,

    /// <summary>prefill_tps: prompt tokens per second over all requests.</summary>
    Prefill,

    /// <summary>ttft_ms: mean time to the first token, milliseconds.</summary>
    Ttft,
}

/// <summary>The words files use for metrics; the unit is part of the word.</summary>
public static class MetricNames
{
    public static string Name(this Metric metric) => metric switch
    {
        Metric.Decode => "decode_tps",
        Metric.Prefill => "prefill_tps",
        _ => "ttft_ms",
    };

    public static double? Of(this Metric metric, BurstRates rates) => metric switch
    {
        Metric.Decode => rates.DecodeTps,
        Metric.Prefill => rates.PrefillTps,
        _ => rates.MeanTtftMs,
    };

    /// <summary>Reads a metric's word, with its unit or, as short tables have it, without.</summary>
    public static bool TryParse(string text, out Metric metric)
    {
        (var known, metric) = text.Trim().ToLowerInvariant() switch
        {
            "decode_tps" or "decode" => (true, Metric.Decode),
            "prefill_tps" or "prefill" => (true, Metric.Prefill),
            "ttft_ms" or "ttft" => (true, Metric.Ttft),
            _ => (false, Metric.Decode),
        };
        return known;
    }
}
