using System.Globalization;
using System.Text;
using Sluice.Engine.Batching;

namespace Sluice.Engine.Serving;

/// <summary>What the engine does, in Prometheus's text format. Names are vLLM's where they mean the same; counters of tokens grow when an answer ends.</summary>
internal static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(EngineStatus status, string model)
    {
        var text = new StringBuilder();
        var label = $"model_name=\"{model.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
        Gauge("vllm:num_requests_running", "Streams that read their prompt or write their answer.", status.Running);
        Gauge("vllm:num_requests_waiting", "Requests without a place yet.", status.Waiting);
        Gauge("vllm:kv_cache_usage_perc", "Share of the KV pool that is used, from 0 to 1.", status.KvCapacity == 0 ? 0 : (double)status.KvUsed / status.KvCapacity);
        Counter("vllm:prompt_tokens_total", "Tokens of prompts.", status.PromptTokens);
        Counter("vllm:generation_tokens_total", "Tokens written.", status.WrittenTokens);
        Counter("vllm:prefix_cache_queries_total", "Tokens of prompts that were looked for in the KV pool.", status.PromptTokens);
        Counter("vllm:prefix_cache_hits_total", "Tokens of prompts that were found there.", status.CachedPromptTokens);
        Counter("vllm:num_preemptions_total", "Streams that gave their place back and read again later.", status.Preemptions);
        Head("vllm:request_success_total", "Answers by how they ended.", "counter");
        Line("vllm:request_success_total", $"{label},finished_reason=\"stop\"", status.Stopped);
        Line("vllm:request_success_total", $"{label},finished_reason=\"length\"", status.Cut);
        Counter("sluice:request_failure_total", "Requests that failed or were cancelled.", status.Failed);
        Counter("sluice:prompts_read_aside_total", "Long prompts read in a context of their own while others wrote.", status.PromptsReadAside);
        Counter("sluice:steps_total", "Steps of the model.", status.Steps);
        Counter("sluice:model_seconds_total", "Time in llama.cpp.", status.ModelTime.TotalSeconds);
        Counter("sluice:busy_seconds_total", "Time with anything to do; beyond that in llama.cpp, the engine's own.", status.BusyTime.TotalSeconds);
        return text.ToString();

        void Gauge(string name, string meaning, double value)
        {
            Head(name, meaning, "gauge");
            Line(name, label, value);
        }

        void Counter(string name, string meaning, double value)
        {
            Head(name, meaning, "counter");
            Line(name, label, value);
        }

        void Head(string name, string meaning, string type) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {meaning}\n# TYPE {name} {type}\n");

        void Line(string name, string labels, double value) => text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value}\n");
    }
}
