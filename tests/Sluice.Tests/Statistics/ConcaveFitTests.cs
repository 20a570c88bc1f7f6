using Sluice.Statistics.Fits;

namespace Sluice.Tests.Statistics;

public sealed class ConcaveFitTests
{
    [Fact]
    public void Points_on_a_concave_line_stay_where_they_are()
    {
        var fit = ConcaveFit.Of([1, 2, 4, 8], [10, 18, 30, 40], [1, 1, 1, 1]);

        Assert.Equal([10, 18, 30, 40], fit.Values);
        Assert.Equal(2, fit.Bends);
    }

    [Fact]
    public void Points_that_bend_upwards_become_the_straight_line_of_least_squares()
    {
        // By hand: of (0, 0), (1, 0), (2, 3) the line of least squares is 1.5 x - 0.5.
        var fit = ConcaveFit.Of([0, 1, 2], [0, 0, 3], [1, 1, 1]);

        Assert.Equal([-0.5, 1, 2.5], fit.Values.Select(value => Math.Round(value, 6)));
        Assert.Equal(0, fit.Bends);
    }

    [Fact]
    public void A_point_that_weighs_more_moves_less()
    {
        var fit = ConcaveFit.Of([0, 1, 2], [0, 0, 3], [1, 1000, 1]);

        Assert.InRange(fit.Values[1], 0, 0.01);
    }
}
