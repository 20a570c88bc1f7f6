using Sluice.Catalog;
using Sluice.Twin.Predicting;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin;

public sealed class TimePerTokenTests
{
    readonly CatalogIndex catalog = CatalogIndex.Load();

    [Fact]
    public void Of_one_request_it_is_the_other_side_of_its_decode_rate()
    {
        var level = Predict(output: 128).At(1);

        Assert.Equal(1000 / level.DecodeTps!.Value.Value, level.TpotMs!.Value.Value, 3);
    }

    [Fact]
    public void Prefill_of_others_is_in_it_and_a_curve_tells_it()
    {
        var predictor = Predict(output: 128);
        var curve = PredictedCurve.Of(predictor.Scenario, predictor.Ladder([1, 32]));

        var step = predictor.At(32).Step.Total * 1000;
        Assert.Equal(predictor.At(32).TpotMs!.Value.Value, curve.Levels[1].TpotMs);
        Assert.InRange(curve.Levels[1].TpotMs!.Value, step, 4 * step);
    }

    [Fact]
    public void Answers_of_one_token_have_none() => Assert.Null(Predict(output: 1).At(8).TpotMs);

    Predictor Predict(int output) => new(Scenario.Of(catalog, catalog.Model("gemma4-26b"), catalog.Machine("dgx-spark"), catalog.Topology("solo"), new Workload(LengthRange.Fixed(1024), LengthRange.Fixed(output))));
}
