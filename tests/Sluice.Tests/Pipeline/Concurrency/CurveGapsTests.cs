using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class CurveGapsTests
{
    [Fact]
    public void Two_levels_that_give_the_same_may_have_a_better_one_between_them()
    {
        var gap = CurveGaps.Better(Levels((4, 224), (16, 826), (64, 837)));

        Assert.NotNull(gap);
        Assert.InRange(gap.Value.Level, 19, 55);
        Assert.True(gap.Value.Gain > 0.3);
    }

    [Fact]
    public void Between_levels_on_a_plateau_there_is_nothing_better() => Assert.Null(CurveGaps.Better(Levels((8, 995), (16, 1000), (32, 1001), (64, 1002))));

    [Fact]
    public void Fewer_may_do_as_well_where_the_climb_so_far_would_reach_the_rate()
    {
        var levels = Levels((16, 500), (32, 900), (64, 1000));

        Assert.InRange(CurveGaps.Smaller(levels, levels[2], 980)!.Value, 37, 55);
    }

    [Fact]
    public void Neighbours_are_not_parted() => Assert.Null(CurveGaps.Smaller(Levels((30, 900), (33, 1000)), Levels((33, 1000))[0], 980));

    static MeasuredLevel[] Levels(params (int Concurrency, double Rate)[] levels) => [.. levels.Select(level => new MeasuredLevel(level.Concurrency, level.Rate, 100, false))];
}
