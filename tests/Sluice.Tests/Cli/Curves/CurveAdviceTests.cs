using Sluice.Catalog.Curves;
using Sluice.Cli.Curves;

namespace Sluice.Tests.Cli.Curves;

public sealed class CurveAdviceTests
{
    [Fact]
    public void The_level_that_its_maker_chose_is_taken_with_its_day()
    {
        var known = CurveAdvice.Of(Curve((16, 800), (32, 1500), (64, 1510)) with { Knee = 48, MeasuredAt = new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero) }, "an earlier run")!;

        Assert.Equal((48, "that an earlier run found best on 2026-11-20"), (known.Best, known.Says));
    }

    [Fact]
    public void Without_one_it_is_the_smallest_within_three_percent_of_the_best()
    {
        var known = CurveAdvice.Of(Curve((16, 800), (32, 1480), (64, 1510)), "spark.json")!;

        Assert.Equal((32, "that spark.json found best"), (known.Best, known.Says));
    }

    [Fact]
    public void A_curve_that_still_rises_at_its_end_says_so()
    {
        var known = CurveAdvice.Of(Curve((16, 800), (32, 1500)), "an earlier run")!;

        Assert.Equal((32, "that an earlier run saw still rising"), (known.Best, known.Says));
    }

    [Fact]
    public void A_prediction_is_called_one()
    {
        var curve = Curve((16, 800), (32, 1500), (64, 1510));
        var known = CurveAdvice.Of(curve with { Levels = [.. curve.Levels.Select(level => level with { Provenance = Provenance.Predicted, N = 0 })] }, "spark.json")!;

        Assert.Equal((32, "that spark.json predicts to be best"), (known.Best, known.Says));
    }

    [Fact]
    public void Levels_without_a_rate_say_nothing() =>
        Assert.Null(CurveAdvice.Of(new Curve { Model = "m", Backend = "b", Levels = [new Level { Concurrency = 4, Provenance = Provenance.Measured, N = 9 }] }, "x"));

    private static Curve Curve(params (int Concurrency, double Rate)[] levels) => new()
    {
        Model = "m",
        Backend = "http://b/v1",
        Levels = [.. levels.Select(level => new Level { Concurrency = level.Concurrency, Provenance = Provenance.Measured, N = 40, DecodeTps = level.Rate })],
    };
}
