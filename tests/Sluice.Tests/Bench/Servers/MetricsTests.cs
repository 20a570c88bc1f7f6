using Sluice.Bench.Servers;

namespace Sluice.Tests.Bench.Servers;

public sealed class MetricsTests
{
    [Fact]
    public void Samples_are_summed_over_their_labels()
    {
        var read = PrometheusText.Read("# HELP x\nvllm:num_requests_running{model_name=\"a b\",engine=\"0\"} 3.0\nvllm:num_requests_running{model_name=\"}\",engine=\"1\"} 4\nplain 1e2 1700000000\nnan NaN\nbroken{\n\nx{le=\"+Inf\"} 7\n");

        Assert.Equal(7, read["vllm:num_requests_running"]);
        Assert.Equal(100, read["plain"]);
        Assert.False(read.ContainsKey("nan"));
        Assert.Equal(7, read["x"]);
    }

    [Fact]
    public void Gauges_are_taken_while_the_level_runs_and_counters_from_end_to_end()
    {
        var load = ServerLoads.Of([.. new[] { (0, 100, 10), (8, 150, 40), (8, 190, 60), (0, 200, 70) }.Select(each => PrometheusText.Read(
            $"vllm:num_requests_running {each.Item1}\nvllm:num_requests_waiting {each.Item1 / 2}\nvllm:prefix_cache_queries_total {each.Item2}\nvllm:prefix_cache_hits_total {each.Item3}\n"
            + $"vllm:request_queue_time_seconds_sum {each.Item2 / 100.0}\nvllm:request_queue_time_seconds_count {each.Item2}\n"))]);

        Assert.Equal(("vllm", 8.0, 8.0, 4.0), (load.Dialect, load.RunningMean, load.RunningMax, load.WaitingMax));
        Assert.Equal(0.6, load.PrefixHits!.Value, 1e-9);
        Assert.Equal(10, load.QueueMs!.Value, 1e-9);
        Assert.Null(load.Preemptions);
        Assert.Null(load.Acceptance);
    }

    [Fact]
    public void A_counter_that_fell_is_of_another_server_and_says_nothing()
    {
        var load = ServerLoads.Of([PrometheusText.Read("sglang:num_running_reqs 1\nsglang:num_retractions_total 9"), PrometheusText.Read("sglang:num_running_reqs 1\nsglang:num_retractions_total 2")]);

        Assert.Equal("sglang", load.Dialect);
        Assert.Null(load.Preemptions);
    }
}
