using Sluice.Bench.Reporting.Charts;

namespace Sluice.Tests.Bench.Reporting;

public sealed class ScaleTests
{
    [Fact]
    public void Levels_that_double_stand_evenly_and_each_is_a_tick()
    {
        var scale = Scale.Of(AxisKind.Levels, [1, 2, 4, 8, 16]);

        Assert.Equal([1, 2, 4, 8, 16], scale.Ticks);
        Assert.Equal(scale.Share(2) - scale.Share(1), scale.Share(16) - scale.Share(8), 1e-9);
        Assert.Equal(0.5, Scale.Of(AxisKind.Levels, [8]).Share(8), 1e-9); // one level alone stands in the middle
        Assert.Equal([1, 8], [.. Scale.Of(AxisKind.Levels, [.. Enumerable.Range(1, 8).Select(i => (double)i)]).Ticks.Where(tick => tick is 1 or 8)]);
    }

    [Fact]
    public void Many_levels_keep_the_last_tick_and_no_more_than_can_be_read()
    {
        var scale = Scale.Of(AxisKind.Levels, [.. Enumerable.Range(1, 40).Select(i => (double)i)]);

        Assert.InRange(scale.Ticks.Count, 5, 9);
        Assert.Equal(40, scale.Ticks[^1]);
    }

    [Theory]
    [InlineData(new double[] { 319, 58 }, 0, 400)]
    [InlineData(new double[] { 0.03, 0.02 }, 0, 0.03)]
    [InlineData(new double[] { 7 }, 0, 8)]
    public void Amounts_begin_at_nought_and_end_on_a_round_number(double[] values, double low, double high)
    {
        var scale = Scale.Of(AxisKind.Amount, values);

        Assert.Equal(low, scale.Ticks[0]);
        Assert.Equal(high, scale.Ticks[^1], 1e-9);
        Assert.InRange(scale.Ticks.Count, 3, 9);
        Assert.Equal(0, scale.Share(low));
        Assert.Equal(1, scale.Share(high), 1e-9);
    }

    [Fact]
    public void Amounts_far_apart_are_shown_by_their_logarithms()
    {
        var scale = Scale.Of(AxisKind.Amount, [12, 9000]);

        Assert.Equal([10, 100, 1000, 10000], scale.Ticks.Where(tick => Math.Log10(tick) % 1 == 0));
        Assert.Equal(scale.Share(100) - scale.Share(10), scale.Share(10000) - scale.Share(1000), 1e-9);
    }

    [Theory]
    [InlineData(0.025, "0.025")]
    [InlineData(50, "50")]
    [InlineData(2000, "2,000")]
    [InlineData(150_000, "150k")]
    [InlineData(2_500_000, "2.5M")]
    public void A_tick_is_short_enough_for_a_narrow_margin(double tick, string label) => Assert.Equal(label, Scale.Label(tick));

    [Fact]
    public void A_ratio_always_shows_one()
    {
        Assert.Contains(1.0, Scale.Of(AxisKind.Ratio, [1.21, 1.4]).Ticks);
        Assert.Contains(1.0, Scale.Of(AxisKind.Ratio, [0.5, 0.7]).Ticks);
    }

    [Fact]
    public void What_is_not_finite_moves_no_scale_and_stands_at_its_end()
    {
        var scale = Scale.Of(AxisKind.Amount, [1, 2, double.PositiveInfinity, double.NaN]);

        Assert.Equal(2, scale.Ticks[^1]);
        Assert.Equal(1, scale.Share(double.PositiveInfinity));
        Assert.Equal(0.5, Scale.Of(AxisKind.Amount, []).Share(0.5));
    }
}
