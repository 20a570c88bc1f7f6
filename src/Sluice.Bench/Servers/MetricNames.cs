namespace Sluice.Bench.Servers;

/// <summary>What an engine calls the figures that are joined; each may have several names over its versions.</summary>
sealed record MetricNames(string Engine, string[] Running, string[] Waiting, string[] CacheUse, string[] Preemptions, string[] CacheHits, string[] CacheQueries, string[] Accepted, string[] Drafted, string[] Queue, string[] Prefill, string[] Ttft)
{
    /// <summary>vLLM 0.11's names, which the twin and the embedded engine use too; SGLang's; llama.cpp's.</summary>
    public static IReadOnlyList<MetricNames> All { get; } =
    [
        new("vllm", ["vllm:num_requests_running"], ["vllm:num_requests_waiting"], ["vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"],
            ["vllm:num_preemptions_total"], ["vllm:prefix_cache_hits_total", "vllm:gpu_prefix_cache_hits_total"], ["vllm:prefix_cache_queries_total", "vllm:gpu_prefix_cache_queries_total"],
            ["vllm:spec_decode_num_accepted_tokens_total"], ["vllm:spec_decode_num_draft_tokens_total"],
            ["vllm:request_queue_time_seconds"], ["vllm:request_prefill_time_seconds"], ["vllm:time_to_first_token_seconds"]),
        new("sglang", ["sglang:num_running_reqs"], ["sglang:num_queue_reqs"], ["sglang:token_usage"], ["sglang:num_retractions_total"], [], [], [], [],
            ["sglang:queue_time_seconds"], [], ["sglang:time_to_first_token_seconds"]),
        new("llama.cpp", ["llamacpp:requests_processing"], ["llamacpp:requests_deferred"], ["llamacpp:kv_cache_usage_ratio"], [], [], [], [], [], [], [], []),
    ];

    public static MetricNames? Of(IReadOnlyDictionary<string, double> samples) => All.FirstOrDefault(names => names.Running.Any(samples.ContainsKey));
}
