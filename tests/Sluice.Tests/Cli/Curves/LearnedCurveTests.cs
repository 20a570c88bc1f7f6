using Sluice.Catalog.Curves;
using Sluice.Cli.Curves;
using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Cli.Curves;

public sealed class LearnedCurveTests
{
    private static readonly CurvePlace Place = new("gpu-1", "m", "http://gpu-1/v1");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_run_saw_is_a_curve_with_its_day_its_answers_and_the_level_it_held()
    {
        var curve = LearnedCurve.Of(Place, Seen(held: 32, (16, 800), (32, 1500)), null, Now)!;

        Assert.Equal(("m", "http://gpu-1/v1", 32, Now), (curve.Model, curve.Backend, curve.Knee, curve.MeasuredAt));
        Assert.Equal([(16, 800.0, 40, (double?)7200.0), (32, 1500.0, 40, 7200.0)], curve.Levels.Select(level => (level.Concurrency, level.DecodeTps!.Value, level.N, level.RecordsPerHour)));
        Assert.Equal(CurveFile.Write(curve), CurveFile.Write(CurveFile.Read("x", CurveFile.Write(curve))));
    }

    [Fact]
    public void A_run_that_was_too_short_to_learn_leaves_nothing() =>
        Assert.Null(LearnedCurve.Of(Place, Seen(held: 8, (8, 300), (16, 500)) with { Learns = false }, null, Now));

    [Fact]
    public void A_point_is_no_curve() => Assert.Null(LearnedCurve.Of(Place, Seen(held: null, (4, 300)), null, Now));

    [Fact]
    public void Levels_of_an_earlier_run_stay_where_it_agrees()
    {
        var earlier = LearnedCurve.Of(Place, Seen(held: 32, (4, 230), (16, 810), (32, 1500)), null, Now)!;

        var curve = LearnedCurve.Of(Place, Seen(held: 48, (32, 1450), (64, 1600)), earlier, Now)!;

        Assert.Equal([(4, 230), (16, 810), (32, 1450), (64, 1600)], curve.Levels.Select(level => (level.Concurrency, level.DecodeTps!.Value)));
    }

    [Fact]
    public void An_earlier_curve_that_does_not_hold_any_more_goes()
    {
        var earlier = LearnedCurve.Of(Place, Seen(held: 32, (4, 230), (16, 810), (64, 1500)), null, Now)!;

        var curve = LearnedCurve.Of(Place, Seen(held: 16, (16, 400), (32, 420)), earlier, Now)!;

        Assert.Equal([16, 32], curve.Levels.Select(level => level.Concurrency));
    }

    [Fact]
    public void A_server_that_counts_no_tokens_has_records_an_hour()
    {
        var curve = LearnedCurve.Of(Place, Seen(held: 16, (4, 2), (16, 5)) with { CountsTokens = false }, null, Now)!;

        Assert.Equal([(null, 7200.0), (null, 18000.0)], curve.Levels.Select(level => (level.DecodeTps, level.RecordsPerHour!.Value)));
    }

    private static BackendLevel Seen(int? held, params (int Concurrency, double Rate)[] levels) =>
        new("gpu-1", "m", held ?? 4, held is not null, "", [.. levels.Select(level => new MeasuredLevel(level.Concurrency, level.Rate, 40, false) { AnswersPerSecond = 2 })], true) { Held = held };
}
