using Sluice.Statistics.Intervals;
using Sluice.Statistics.Samples;
using Sluice.Statistics.Survival;

namespace Sluice.Tests.Statistics;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0.975, 1, 12.7062)]
    [InlineData(0.975, 4, 2.7764)]
    [InlineData(0.975, 10, 2.2281)]
    [InlineData(0.975, 30, 2.0423)]
    [InlineData(0.95, 9, 1.8331)]
    [InlineData(0.025, 10, -2.2281)]
    public void Students_t_agrees_with_the_printed_table(double share, double degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(share, degrees), 5e-5); // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2

    [Theory]
    [InlineData(6, 1, 6)]     // (1/2)^6 at each end: 96.9 %
    [InlineData(10, 2, 9)]    // 97.9 %
    [InlineData(20, 6, 15)]   // 95.9 %
    [InlineData(100, 40, 61)] // 96.5 %
    public void A_medians_interval_has_the_ranks_of_the_sign_test(int n, int low, int high)
    {
        // Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2.
        var sorted = Enumerable.Range(1, n).Select(value => (double)value).ToArray();

        Assert.Equal(new Interval(low, high), OrderStatistics.OfQuantile(sorted, 0.5));
    }

    [Fact]
    public void A_quantile_that_the_sample_cannot_bound_has_no_interval()
    {
        Assert.Null(OrderStatistics.OfQuantile([1, 2, 3, 4, 5], 0.5));
        Assert.Null(OrderStatistics.OfQuantile([.. Enumerable.Range(0, 300).Select(value => (double)value)], 0.99));
        Assert.NotNull(OrderStatistics.OfQuantile([.. Enumerable.Range(0, 662).Select(value => (double)value)], 0.99));
    }

    [Fact]
    public void A_steady_rate_has_a_narrow_interval_and_a_noisy_one_a_wide_one()
    {
        var steady = BatchMeans.OfRate([10, 20, 30], [1, 2, 3])!.Value;
        var noisy = BatchMeans.OfRate([8, 12, 9, 11], [1, 1, 1, 1])!.Value;

        Assert.Equal((10, 10, 10), (steady.Rate, Math.Round(steady.Interval.Low, 9), Math.Round(steady.Interval.High, 9)));
        Assert.Equal(10, noisy.Rate, 1e-12);
        Assert.Equal(3.1824 * Math.Sqrt(10 / 3.0 / 4), noisy.Interval.High - 10, 1e-3); // t(3) · s / √4
        Assert.Null(BatchMeans.OfRate([1, 2], [1, 1]));
    }

    [Fact]
    public void Batches_that_resemble_their_neighbours_widen_the_interval()
    {
        var mixed = BatchMeans.OfRate([1, 3, 1, 3, 1, 3, 1, 3], [1, 1, 1, 1, 1, 1, 1, 1])!.Value.Interval;
        var drifting = BatchMeans.OfRate([1, 1, 1, 1, 3, 3, 3, 3], [1, 1, 1, 1, 1, 1, 1, 1])!.Value.Interval;

        Assert.True(drifting.High - drifting.Low > 1.5 * (mixed.High - mixed.Low));
    }

    [Fact]
    public void The_mean_of_a_batch_lies_in_its_interval_as_often_as_said()
    {
        var random = new Random(4);
        var held = 0;
        for (var run = 0; run < 1000; run++)
        {
            var (amounts, durations) = (new double[8], new double[8]);
            for (var i = 0; i < 8; i++) (amounts[i], durations[i]) = (50 + 10 * (random.NextDouble() + random.NextDouble() - 1), 0.8 + 0.4 * random.NextDouble());
            if (BatchMeans.OfRate(amounts, durations)!.Value.Interval.Holds(50)) held++;
        }

        Assert.InRange(held, 930, 1000);
    }

    [Fact]
    public void Waits_without_an_end_raise_the_quantiles_that_dropping_them_would_lower()
    {
        // Kaplan and Meier by hand: of 4 the end at 1 leaves 3/4; one was last seen at 2; of the 2 left one ends at 3: 3/8.
        var waits = new KaplanMeier([1, 3], [2, 4]);

        Assert.Equal(1, waits.Quantile(0.25));
        Assert.Equal(3, waits.Quantile(0.5));
        Assert.Null(waits.Quantile(0.7));
        Assert.Equal(Quantile.Of([1, 3], 0), new KaplanMeier([1, 3], []).Quantile(0.5));
    }
}
