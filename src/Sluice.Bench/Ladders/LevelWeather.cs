using Sluice.Statistics.Fits;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>
/// By how much, as a share, the rate of a level differs from one stretch of time to the next whatever its batches say: batches of one level share its weather. The levels of a
/// ladder show it where they lie further from any concave curve than their own errors allow.
/// </summary>
static class LevelWeather
{
    /// <summary>One standard deviation. Two runs of one server that nothing disturbs are about that far apart.</summary>
    const double Least = 0.0125;

    /// <summary>More is no weather.</summary>
    const double Most = 0.2;

    /// <summary>Fewer levels always lie on a concave curve.</summary>
    const int LeastLevels = 5;

    /// <summary>
    /// The variance between levels under which their distance from the best concave curve is what it should be (Paule and Mandel, Consensus values and weighting factors,
    /// Journal of Research of the NBS 87, 1982). Levels past the best do not count: a server may lose there in any shape.
    /// </summary>
    /// <param name="share">Of the best rate, that levels of the plateau give.</param>
    public static double Of(double[] concurrency, Estimate[] rates, double share)
    {
        var best = rates.Max(rate => rate.Value);
        var count = Array.FindLastIndex(rates, rate => rate.Value >= share * best) + 1;
        if (count < LeastLevels || Excess(Least) <= 0) return Least;
        var (low, high) = (Least, Most);
        for (var i = 0; i < 30; i++)
        {
            var middle = (low + high) / 2;
            if (Excess(middle) > 0) low = middle;
            else high = middle;
        }

        return low;

        double Excess(double weather)
        {
            double[] values = [.. rates.Take(count).Select(rate => rate.Value)];
            double[] weights = [.. rates.Take(count).Select(rate => 1 / (rate.Error * rate.Error + weather * weather * rate.Value * rate.Value))];
            var fit = ConcaveFit.Of(concurrency[..count], values, weights);
            var free = Math.Max(1, count - fit.Bends - 2); // a line between two bends has two numbers, each bend one more
            return values.Select((value, i) => weights[i] * (value - fit.Values[i]) * (value - fit.Values[i])).Sum() - free;
        }
    }
}
