using Sluice.Statistics.Intervals;
using Sluice.Statistics.Samples;

namespace Sluice.Bench.Ladders;

/// <summary>Where a ladder may have its knee: every level is drawn anew within its own error, widened by the weather of levels, and the knee found in each drawing.</summary>
/// <param name="Range">95 %.</param>
/// <param name="IsOpen">Whether its upper end is the end of the ladder, where nothing is known of what lies beyond.</param>
sealed record KneeInterval(Interval Range, bool IsOpen)
{
    const int Draws = 1000;

    const int Seed = 20261121;

    /// <summary>So few degrees of freedom at least: a level that says less of its error draws rates without sense.</summary>
    const double LeastDegrees = 2;

    public static KneeInterval Of(double[] concurrency, Estimate[] rates)
    {
        var weather = LevelWeather.Of(concurrency, rates, Knee.Share);
        Estimate[] widened = [.. rates.Select(rate => rate with { Error = Math.Sqrt(rate.Error * rate.Error + weather * weather * rate.Value * rate.Value), Degrees = Math.Max(rate.Degrees, LeastDegrees) })];
        var best = BestLevels.Of(widened);
        var random = new Random(Seed);
        var (lows, highs) = (new double[Draws], new double[Draws]);
        var drawn = new double[rates.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = Math.Max(1e-9, widened[i].Draw(random));
            var at = best.FirstNear(drawn);
            highs[draw] = concurrency[at];
            lows[draw] = Earliest(concurrency, drawn, at, Knee.Share * best.Rate(drawn));
        }

        Array.Sort(lows);
        Array.Sort(highs);
        var high = Quantile.Of(highs, 0.975);
        return new KneeInterval(new Interval(Quantile.Of(lows, 0.025), high), high >= concurrency[^1]);
    }

    /// <summary>
    /// The smallest concurrency at which a concave curve through the levels may reach the share: it can lie no higher than the line
    /// through the two levels before continued, and no higher than the line through the two levels after continued back.
    /// </summary>
    static double Earliest(double[] concurrency, double[] rates, int at, double target)
    {
        if (at == 0) return concurrency[0];
        var (from, to) = (concurrency[at - 1], concurrency[at]);
        var slope = at >= 2 ? (rates[at - 1] - rates[at - 2]) / (concurrency[at - 1] - concurrency[at - 2]) : rates[at - 1] / concurrency[at - 1];
        var chord = (rates[at] - rates[at - 1]) / (to - from);
        var reached = from + (target - rates[at - 1]) / Math.Max(slope, chord);
        if (at + 1 < rates.Length && (rates[at + 1] - rates[at]) / (concurrency[at + 1] - concurrency[at]) is > 0 and var after)
        {
            // Continued back, the line of the next two levels is what the curve cannot exceed before them.
            reached = Math.Max(reached, to - (rates[at] - target) / after);
        }

        return Math.Clamp(reached, from, to);
    }
}
