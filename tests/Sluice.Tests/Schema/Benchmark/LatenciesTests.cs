using Sluice.Schema.Benchmark;

namespace Sluice.Tests.Schema.Benchmark;

public sealed class LatenciesTests
{
    [Fact]
    public void Percentiles_are_nearest_ranks_in_microseconds()
    {
        var latencies = new Latencies();
        foreach (var microseconds in Enumerable.Range(1, 200).Reverse())
            latencies.Add(microseconds * 1000L);

        Assert.Equal(new LatencySummary(200, 100.5, 100, 198, 200, 200, 200), latencies.Summarize());
    }

    [Fact]
    public void Nothing_measured_is_null_and_not_zero() =>
        Assert.Equal(new LatencySummary(0, null, null, null, null, null, null), new Latencies().Summarize());

    [Fact]
    public void The_clock_of_a_thread_goes_on_with_its_work()
    {
        var start = ThreadClock.Now();
        var sum = 0.0;
        while (ThreadClock.Since(start) < 1_000_000)
            sum += Math.Sqrt(sum + 1);

        Assert.True(sum > 0);
    }
}
