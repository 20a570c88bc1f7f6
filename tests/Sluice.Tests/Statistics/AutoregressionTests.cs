using Sluice.Statistics.Samples;

namespace Sluice.Tests.Statistics;

public sealed class AutoregressionTests
{
    [Fact]
    public void The_mean_of_values_that_resemble_each_other_varies_more()
    {
        Assert.Equal(1, Autoregression.MeanInflation(0, 10), 12);
        Assert.Equal(1.5, Autoregression.MeanInflation(0.5, 2), 12); // two values: 1 + r
        Assert.Equal(1, Autoregression.VarianceInflation(0, 10), 12);
        Assert.Equal(3, Autoregression.VarianceInflation(0.5, 2), 12); // their variance is 1 - r of the true one: (1 + r) / (1 - r)
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(0.8)]
    public void The_correlation_is_found_from_many_short_stretches(double correlation)
    {
        var random = new Random(1);
        var stretches = new List<(int, double)>();
        for (var stretch = 0; stretch < 400; stretch++) stretches.Add((10, Moments.LagOne(Series(random, correlation, 10))));

        Assert.InRange(Autoregression.FromShort(stretches), correlation - 0.06, correlation + 0.06);
    }

    static double[] Series(Random random, double correlation, int count)
    {
        var series = new double[count];
        var value = Normal(random);
        for (var i = 0; i < count; i++)
        {
            series[i] = value;
            value = correlation * value + Math.Sqrt(1 - correlation * correlation) * Normal(random);
        }

        return series;
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
