namespace Sluice.Pipeline.Concurrency;

/// <summary>
/// Where between two measured levels a better one may lie, or a smaller one that is as good. On logarithmic axes a curve bends
/// downwards: between two levels it lies below the line through the two to the left and below the line through the two to the right.
/// </summary>
internal static class CurveGaps
{
    const double Worth = 1.03;   // times the best rate: what a gap must promise to be looked into
    const double UnknownFall = -0.5; // elasticity behind the last level
    const double Apart = 1.15;   // times: closer levels are the same

    /// <summary>The level at which a gap promises more than the best rate, and how much more, as a share of it; null where none does.</summary>
    public static (int Level, double Gain)? Better(IReadOnlyList<MeasuredLevel> levels)
    {
        if (levels.Count == 0) return null;
        var best = levels.Max(level => level.Rate);
        var (found, most) = (((int, double)?)null, Math.Log(Worth * best));
        for (var i = 0; i + 1 < levels.Count; i++)
        {
            var (a, b) = (levels[i], levels[i + 1]);
            var (x, y) = Top(levels, i);
            if (y > most && Inside(a, b, x) is { } level) (found, most) = ((level, Math.Exp(y) / best - 1), y);
        }

        return found;
    }

    /// <summary>A level below <paramref name="chosen"/> that may give <paramref name="rate"/> too; null for none.</summary>
    public static int? Smaller(IReadOnlyList<MeasuredLevel> levels, MeasuredLevel chosen, double rate)
    {
        var i = levels.ToList().FindLastIndex(level => level.Concurrency < chosen.Concurrency);
        if (i < 0) return chosen.Concurrency > 1 ? chosen.Concurrency / 2 : null;
        var slope = SlopeBefore(levels, i);
        if (slope <= 0) return null;
        var x = X(levels[i]) + Math.Max(0, Math.Log(rate / levels[i].Rate)) / slope;
        return x < X(chosen) - Math.Log(Apart) ? Inside(levels[i], chosen, (x + X(chosen)) / 2) : null;
    }

    /// <summary>Where the two lines meet above the gap after level i.</summary>
    static (double X, double Y) Top(IReadOnlyList<MeasuredLevel> levels, int i)
    {
        var (a, b) = (levels[i], levels[i + 1]);
        var left = SlopeBefore(levels, i);
        var straight = Slope(a, b);
        var right = Math.Min(i + 2 < levels.Count ? Slope(b, levels[i + 2]) : UnknownFall, straight);
        if (left <= straight) return (X(a), Math.Max(Y(a), Y(b)));

        // A cliff: it falls faster before b than behind it, and may begin anywhere.
        if (straight < 0 && right > straight - 1e-9 && left > 0) return ((X(a) + X(b)) / 2, Y(a) + left * (X(b) - X(a)) / 2);
        var x = (Y(b) - right * X(b) - Y(a) + left * X(a)) / (left - right);
        return (x, Y(a) + left * (x - X(a)));
    }

    /// <summary>Of the levels below, at most as steep as a rate that doubles with the level.</summary>
    static double SlopeBefore(IReadOnlyList<MeasuredLevel> levels, int i) => i == 0 ? 1 : Math.Min(1, Slope(levels[i - 1], levels[i]));

    static double Slope(MeasuredLevel a, MeasuredLevel b) => (Y(b) - Y(a)) / (X(b) - X(a));

    /// <summary>A level well between two others, near to what was asked; null where there is no room for one.</summary>
    static int? Inside(MeasuredLevel a, MeasuredLevel b, double x)
    {
        var (low, high) = (Apart * a.Concurrency, b.Concurrency / Apart);
        var level = (int)Math.Round(Math.Clamp(Math.Exp(x), Math.Min(low, high), Math.Max(low, high)));
        return level > a.Concurrency && level < b.Concurrency && low <= high ? level : null;
    }

    static double X(MeasuredLevel level) => Math.Log(level.Concurrency);

    static double Y(MeasuredLevel level) => Math.Log(level.Rate);
}
