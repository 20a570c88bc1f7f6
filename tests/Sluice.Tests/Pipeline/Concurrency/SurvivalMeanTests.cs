using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class SurvivalMeanTests
{
    [Fact]
    public void Without_calls_still_going_it_is_the_plain_mean() => Assert.Equal(2.5, SurvivalMean.Of([4, 1, 3, 2], []), 12);

    /// <summary>By hand: at 1 of 3 one ended (S = 2/3), at 3 of 1 one (S = 0); the one that left at 2 was at risk until then. 1 · 1 + 2/3 · 2.</summary>
    [Fact]
    public void A_call_still_going_counts_until_the_time_it_was_seen() => Assert.Equal(1 + 2.0 / 3 * 2, SurvivalMean.Of([1, 3], [2]), 12);

    [Fact]
    public void Of_calls_with_a_constant_rate_of_ending_the_mean_is_found_though_most_have_not_ended()
    {
        var random = new Random(5);
        double[] all = [.. Enumerable.Range(0, 4000).Select(_ => -10 * Math.Log(1 - random.NextDouble()))];
        const double seen = 4; // seconds, of calls that take 10 in the mean

        var mean = SurvivalMean.Of([.. all.Where(time => time <= seen)], [.. all.Where(time => time > seen).Select(_ => seen)]);

        Assert.InRange(mean, 9, 11);
    }
}
