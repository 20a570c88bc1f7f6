using System.Globalization;
using System.Text;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Live;

namespace Sluice.Twin.Serving.Wire;

/// <summary>What the replicas do, in Prometheus's text format under vLLM's names; <c>engine</c> is the replica.</summary>
static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IReadOnlyList<ReplicaStatus> replicas, string model, CallLedger ledger, Lateness lateness)
    {
        var text = new StringBuilder();
        var name = model.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Each("vllm:num_requests_running", "gauge", "Requests in the batch.", status => status.Running);
        Each("vllm:num_requests_waiting", "gauge", "Requests without a place yet.", status => status.Waiting);
        Each("vllm:kv_cache_usage_perc", "gauge", "Share of the cache in use, from 0 to 1.", status => status.CacheUse);
        Each("vllm:num_preemptions_total", "counter", "Requests that were thrown out for want of cache.", status => status.Preemptions);
        Each("vllm:generation_tokens_total", "counter", "Tokens written.", status => status.Generated);
        Each("vllm:prefix_cache_hits_total", "counter", "Tokens of prompts that were found in the cache.", status => status.CachedTokens);
        Each("sluice:steps_total", "counter", "Steps of the model.", status => status.Steps);
        Head("sluice:calls_total", "counter", "Calls by how they ended.");
        foreach (var end in Enum.GetValues<CallEnd>().Where(end => end != CallEnd.Open))
            text.Append(CultureInfo.InvariantCulture, $"sluice:calls_total{{model_name=\"{name}\",end=\"{end}\"}} {ledger.Ended(end)}\n");
        Head("sluice:write_lateness_seconds", "histogram", "Model seconds from a token's deadline to its write.");
        lateness.WriteTo(text, "sluice:write_lateness_seconds", $"model_name=\"{name}\"");
        return text.ToString();

        void Each(string metric, string type, string meaning, Func<ReplicaStatus, double> value)
        {
            Head(metric, type, meaning);
            for (var i = 0; i < replicas.Count; i++)
                text.Append(CultureInfo.InvariantCulture, $"{metric}{{model_name=\"{name}\",engine=\"{i}\"}} {value(replicas[i])}\n");
        }

        void Head(string metric, string type, string meaning) => text.Append(CultureInfo.InvariantCulture, $"# HELP {metric} {meaning}\n# TYPE {metric} {type}\n");
    }
}
