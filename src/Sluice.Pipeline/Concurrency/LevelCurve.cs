namespace Sluice.Pipeline.Concurrency;

/// <summary>The levels measured so far, and what follows from them.</summary>
internal sealed class LevelCurve
{
    const double Same = 3;        // standard errors within which two measurements of a level are of the same thing
    const double FinestStep = 1.5;
    const double Luck = 2;        // standard errors that the largest of several rates may owe to chance
    const double Worth = 1.02;    // times the best rate: what a peak between two levels must promise to be looked for
    const double Apart = 1.1;     // times: closer levels are the same
    const double Falls = 0.95;    // of the best rate: a level above it that gives less may hide a better one in between
    const double Nearly = 0.85;   // of the best rate: a rough level that shows as much may be good enough

    readonly SortedDictionary<int, MeasuredLevel> levels = [];

    /// <summary>No level above it is chosen: the server refused there, or took too long.</summary>
    public int Ceiling { get; set; } = int.MaxValue;

    public IReadOnlyCollection<MeasuredLevel> Levels => levels.Values;

    public MeasuredLevel? Best => levels.Values.MaxBy(level => level.Rate);

    /// <summary>A level measured again is known better, unless it has changed: then the last value stands.</summary>
    public void Add(MeasuredLevel level)
    {
        if (levels.TryGetValue(level.Concurrency, out var known))
        {
            if (level.Rough && !known.Rough) return;
            if (!level.Rough && !known.Rough) level = Together(known, level);
        }

        levels[level.Concurrency] = level;
    }

    public void Clear() => levels.Clear();

    /// <summary>The highest level below one.</summary>
    public MeasuredLevel? Below(int concurrency) => levels.Values.LastOrDefault(level => level.Concurrency < concurrency);

    /// <summary>The best rate of the other levels; 0 without any.</summary>
    public double BestOfOthers(int than) => levels.Values.Where(other => other.Concurrency != than).Select(other => other.Rate).DefaultIfEmpty(0).Max();

    /// <summary>The smallest level within <paramref name="share"/> of the best; null when nothing was measured.</summary>
    public MeasuredLevel? Smallest(double share)
    {
        var allowed = Allowed.ToList();
        if (allowed.Count == 0) return null;
        var target = share * Reference(allowed);
        return allowed.FirstOrDefault(level => level.Rate >= target) ?? allowed.MaxBy(level => level.Rate);
    }

    /// <summary>A level that is surely better than another by a factor; null for none.</summary>
    public MeasuredLevel? Better(int than, double factor) => !levels.TryGetValue(than, out var known) ? null
        : Allowed.FirstOrDefault(level => !level.Rough && level.Rate * (1 - Luck * (level.Spread ?? 0)) > factor * known.Rate);

    IEnumerable<MeasuredLevel> Allowed => levels.Values.Where(level => level.Concurrency <= Ceiling);

    /// <summary>The best rate. Where rates are unsure, the largest is so by luck: then the mean of those that may be as good.</summary>
    static double Reference(List<MeasuredLevel> allowed)
    {
        var best = allowed.MaxBy(level => level.Rate)!;
        var equals = allowed.Where(level => level.Rate >= (1 - Luck * (best.Spread ?? 0)) * best.Rate).ToList();
        return equals.Sum(level => level.Rate * level.Answers) / equals.Sum(level => level.Answers);
    }

    /// <summary>How the rate answers to concurrency at a level: 1 when it doubles with it, 0 when it stays. Null without a level below.</summary>
    public double? Elasticity(MeasuredLevel at) => Below(at.Concurrency) is { } below
        ? Math.Log(at.Rate / below.Rate) / Math.Log((double)at.Concurrency / below.Concurrency) : null;

    /// <summary>The levels still worth measuring before one is chosen, the most telling first: around the best one, where a gap may hide a better or a smaller one.</summary>
    public IEnumerable<int> Gaps(double share)
    {
        if (Smallest(share) is not { } chosen) yield break;
        var best = Allowed.MaxBy(level => level.Rate)!;
        if (best.Rough) yield return best.Concurrency;
        if (chosen.Rough) yield return chosen.Concurrency;
        if (levels.Values.FirstOrDefault(level => level.Concurrency > best.Concurrency) is { } above && above.Concurrency <= Ceiling
            && above.Rate < Falls * best.Rate && (Between(best.Concurrency, above.Concurrency) ?? Peak(best, above)) is { } higher) yield return higher;
        if (Below(chosen.Concurrency) is not { } below)
        {
            if (chosen.Concurrency > 1) yield return chosen.Concurrency / 2;
        }
        else if (below.Rough && below.Rate >= Nearly * best.Rate) yield return below.Concurrency;
        else if (Between(below.Concurrency, chosen.Concurrency) is { } lower) yield return lower;
    }

    /// <summary>Where a parabola through the best level and its neighbours has its top, on logarithmic axes; null where that promises little or lies at a level known.</summary>
    int? Peak(MeasuredLevel best, MeasuredLevel above)
    {
        if (Below(best.Concurrency) is not { } below) return null;
        var (x, y, z) = (Math.Log(below.Concurrency), Math.Log(best.Concurrency), Math.Log(above.Concurrency));
        var (up, down) = (Math.Log(best.Rate / below.Rate) / (y - x), Math.Log(above.Rate / best.Rate) / (z - y));
        var bend = (down - up) / (z - x);
        if (bend >= 0) return null;
        var top = (x + y) / 2 - up / (2 * bend);
        var gain = up * (top - y) + bend * (top - x) * (top - y);
        var level = (int)Math.Round(Math.Exp(top));
        var near = new[] { below, best, above }.Min(known => Math.Max((double)level / known.Concurrency, (double)known.Concurrency / level));
        return gain > Math.Log(Worth) && near > Apart ? level : null;
    }

    static int? Between(int low, int high) =>
        high > FinestStep * low && (int)Math.Round(Math.Sqrt((double)low * high)) is var middle && middle > low && middle < high ? middle : null;

    static MeasuredLevel Together(MeasuredLevel before, MeasuredLevel now)
    {
        var (a, b) = (before.Spread ?? 0, now.Spread ?? 0);
        if (Math.Abs(now.Rate - before.Rate) > Same * Math.Sqrt(a * a + b * b) * before.Rate) return now;
        double part = (double)now.Answers / (before.Answers + now.Answers);
        return now with
        {
            Rate = before.Rate + part * (now.Rate - before.Rate),
            Answers = before.Answers + now.Answers,
            Spread = Math.Sqrt((1 - part) * (1 - part) * a * a + part * part * b * b),
        };
    }
}
