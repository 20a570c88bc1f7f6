namespace Sluice.Pipeline.Concurrency;

/// <summary>The levels measured so far, and what follows from them.</summary>
internal sealed class LevelCurve
{
    const double Same = 3;        // standard errors within which two measurements of a level are of the same thing
    const double Luck = 2;        // standard errors that the largest of several rates may owe to chance
    const double Alike = 0.1;     // share by which the work of answers may differ
    const double Nearly = 0.85;   // of the best rate: a rough level that shows as much may be good enough

    readonly SortedDictionary<int, MeasuredLevel> levels = [];

    /// <summary>No level above it is chosen: the server refused there, or took too long.</summary>
    public int Ceiling { get; set; } = int.MaxValue;

    public IReadOnlyCollection<MeasuredLevel> Levels => levels.Values;

    public MeasuredLevel? Best => Allowed.MaxBy(level => level.Rate);

    public MeasuredLevel? Highest => levels.Values.LastOrDefault();

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

    /// <summary>The rate at a level, between two known ones by the line on logarithmic axes, beyond them that of the nearest; null when nothing was measured.</summary>
    public double? RateAt(int concurrency)
    {
        MeasuredLevel? below = null;
        foreach (var level in levels.Values)
        {
            if (level.Concurrency == concurrency) return level.Rate;
            if (level.Concurrency < concurrency)
            {
                below = level;
                continue;
            }

            return below is null ? level.Rate
                : below.Rate * Math.Pow(level.Rate / below.Rate, Math.Log((double)concurrency / below.Concurrency) / Math.Log((double)level.Concurrency / below.Concurrency));
        }

        return below?.Rate;
    }

    /// <summary>Gives all rates for answers of so much work.</summary>
    /// <returns>By how many times that changed the rate of one level; 1 where it is not known.</returns>
    public double Standardize(double work, int level)
    {
        var before = levels.GetValueOrDefault(level)?.Rate;
        if (work > 0)
        {
            foreach (var known in levels.Values.Where(known => known.Time is not null).ToList())
            {
                if (known.InFlight * known.Time!.Value.PerSecond(work) is > 0 and var rate) levels[known.Concurrency] = known with { Rate = rate };
            }
        }

        return levels.GetValueOrDefault(level)?.Rate / before ?? 1;
    }

    /// <summary>The server as a whole became so many times as fast.</summary>
    public void Scale(double factor)
    {
        foreach (var level in levels.Values.ToList())
        {
            var time = level.Time is { } one ? new CallTime(one.Fixed / factor, one.PerWork / factor, one.Lost / factor) : level.Time;
            levels[level.Concurrency] = level with { Rate = level.Rate * factor, AnswersPerSecond = level.AnswersPerSecond * factor, Time = time };
        }
    }

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
    /// <param name="work">Of a usual answer; levels measured with others are not compared.</param>
    public MeasuredLevel? Better(int than, double factor, double work) => !levels.TryGetValue(than, out var known) ? null
        : Allowed.FirstOrDefault(level => !level.Rough && Math.Abs(level.Work - work) <= Alike * work && level.Rate > factor * known.Rate && level.Rate - known.Rate > Luck * Math.Sqrt(Square(level) + Square(known)));

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

    /// <summary>The same less so many standard errors.</summary>
    public double? LeastElasticity(MeasuredLevel at, double errors) => Below(at.Concurrency) is { } below
        ? (Math.Log(at.Rate / below.Rate) - errors * Math.Sqrt(Square(at.Spread) + Square(below.Spread))) / Math.Log((double)at.Concurrency / below.Concurrency) : null;

    /// <summary>The level still worth measuring because it may be better than the best, and by what share; null for none.</summary>
    public (int Level, double Gain)? Better() => Best is { Rough: true } rough ? (rough.Concurrency, Nearly) : CurveGaps.Better([.. Allowed]);

    /// <summary>The level still worth measuring because it may be as good as the one that would be chosen, with fewer in flight; null for none.</summary>
    public int? Smaller(double share)
    {
        if (Smallest(share) is not { } chosen) return null;
        if (chosen.Rough) return chosen.Concurrency;
        if (Below(chosen.Concurrency) is { Rough: true } below && below.Rate >= Nearly * Best!.Rate) return below.Concurrency;
        return CurveGaps.Smaller([.. Allowed], chosen, share * Best!.Rate);
    }

    static double Square(double? spread) => (spread ?? 0) * (spread ?? 0);

    /// <summary>The square of the rate's standard error.</summary>
    static double Square(MeasuredLevel level) => Math.Pow(level.Rate * (level.Spread ?? 0), 2);

    static MeasuredLevel Together(MeasuredLevel before, MeasuredLevel now)
    {
        var (a, b) = (before.Spread ?? 0, now.Spread ?? 0);
        if (Math.Abs(now.Rate - before.Rate) > Same * Math.Sqrt(a * a + b * b) * before.Rate) return now;
        double part = (double)now.Answers / (before.Answers + now.Answers);
        return now with
        {
            Rate = before.Rate + part * (now.Rate - before.Rate),
            Time = before.Time is { } a1 && now.Time is { } b1 ? new CallTime(Mix(a1.Fixed, b1.Fixed), Mix(a1.PerWork, b1.PerWork), Mix(a1.Lost, b1.Lost)) : now.Time,
            InFlight = Mix(before.InFlight, now.InFlight),
            Answers = before.Answers + now.Answers,
            Spread = Math.Sqrt((1 - part) * (1 - part) * a * a + part * part * b * b),
        };

        double Mix(double x, double y) => x + part * (y - x);
    }
}
