using Sluice.Statistics.Samples;

namespace Sluice.Tests.Statistics;

public sealed class BucketsTests
{
    [Fact]
    public void A_rank_is_read_back_within_a_quarter_of_a_thousandth()
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => Math.Exp(6 * random.NextDouble() - 3)).Order()];
        var buckets = new Buckets();
        foreach (var value in values) buckets.Add(value);

        foreach (var rank in (int[])[1, 2, 777, 50_000, 99_000, 99_999, 100_000]) Assert.InRange(buckets.At(rank) / values[rank - 1], 0.99975, 1.00025);
        Assert.InRange(buckets.Quantile(0.5) / Quantile.Of(values, 0.5), 0.9995, 1.0005);
        Assert.Equal(Moments.Mean(values), buckets.Mean, 1e-9);
        Assert.Equal(Moments.Of(values).Deviation, buckets.Deviation, 1e-9);
        Assert.Equal((values[0], values[^1]), (buckets.Least, buckets.Most));
    }

    [Fact]
    public void Nothing_and_the_largest_number_have_their_buckets()
    {
        var buckets = new Buckets();
        buckets.Add(0);
        buckets.Add(float.MaxValue);

        Assert.InRange(buckets.At(1), 0, 1e-40);
        Assert.InRange(buckets.At(2), float.MaxValue * 0.999, float.MaxValue * 1.001);
        Assert.Throws<ArgumentOutOfRangeException>(() => buckets.At(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => buckets.Add(-1));
    }
}
