using System.Globalization;
using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;
using Sluice.Statistics.Samples;

namespace Sluice.Bench.Ladders;

/// <summary>Two ladders of one workload, level by level, and where the second overtakes the first.</summary>
public sealed record Crossing
{
    const int Draws = 2000;

    const int Seed = 20261121;

    public required string First { get; init; }

    public required string Second { get; init; }

    public required string Workload { get; init; }

    /// <summary>What is compared, such as "output tok/s".</summary>
    public required string Metric { get; init; }

    /// <summary>By common concurrency; the ratio is null where one side has no interval.</summary>
    public required IReadOnlyList<(int Concurrency, Ratio? Ratio)> Levels { get; init; }

    /// <summary>The concurrency from which the second is better (or, with <see cref="Falls"/>, worse), between levels by interpolation; null when it never changes on this grid.</summary>
    public double? At { get; init; }

    /// <summary>95 %, by drawing both ladders anew; null without a crossing, when not each is surely better on its side, or when fewer than nine in ten draws have one.</summary>
    public Interval? Interval { get; init; }

    /// <summary>True when the second falls behind there instead of overtaking.</summary>
    public bool Falls { get; init; }

    /// <summary>In one sentence for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>All pairs of ladders with the same workload and load.</summary>
    public static IReadOnlyList<Crossing> Of(IReadOnlyList<Ladder> ladders) =>
    [
        .. from first in Enumerable.Range(0, ladders.Count)
           from second in Enumerable.Range(first + 1, ladders.Count - first - 1)
           where ladders[first].Workload == ladders[second].Workload && ladders[first].Load == ladders[second].Load && ladders[first].Backend != ladders[second].Backend
           from crossing in Both(ladders[first], ladders[second])
           select crossing,
    ];

    /// <summary>By output rate and by mean TTFT.</summary>
    public static IEnumerable<Crossing> Both(Ladder first, Ladder second)
    {
        yield return Of(first, second, "output tok/s", level => level.OutputTps, lessIsBetter: false);
        yield return Of(first, second, "TTFT", level => level.Ttft.Mean, lessIsBetter: true);
    }

    static Crossing Of(Ladder first, Ladder second, string metric, Func<LevelFigures, Figure> figure, bool lessIsBetter)
    {
        var common = first.Levels.Select(level => (A: level, B: second.At(level.Plan.Concurrency))).Where(pair => pair.B is not null && figure(pair.A).Value > 0 && figure(pair.B).Value > 0).ToList();
        double[] concurrency = [.. common.Select(pair => (double)pair.A.Plan.Concurrency)];
        var estimates = common.Select(pair => (A: Knee.EstimateOf(figure(pair.A)), B: Knee.EstimateOf(figure(pair.B!)))).ToArray();
        var sign = lessIsBetter ? -1 : 1;
        var (at, falls) = Change(concurrency, [.. estimates.Select(pair => sign * Math.Log(pair.B.Value / pair.A.Value))]);
        IReadOnlyList<(int, Ratio?)> levels = [.. common.Select(pair => (pair.A.Plan.Concurrency, Ratio.Of(figure(pair.A), figure(pair.B!), lessIsBetter)))];
        var interval = at is not null && Surely(levels, at.Value, falls) ? Bootstrap(concurrency, estimates, sign, falls) : null;
        return new Crossing
        {
            First = first.Backend,
            Second = second.Backend,
            Workload = first.Workload,
            Metric = metric,
            Levels = levels,
            At = at,
            Interval = interval,
            Falls = falls,
            Sentence = Say(first.Backend, second.Backend, metric, levels, at, interval, falls),
        };
    }

    /// <summary>Whether each is surely better on its side: else the lines only touch by chance.</summary>
    static bool Surely(IReadOnlyList<(int Concurrency, Ratio? Ratio)> levels, double at, bool falls) =>
        levels.Any(level => level.Concurrency < at && level.Ratio?.Verdict == (falls ? Comparison.Better : Comparison.Worse))
        && levels.Any(level => level.Concurrency > at && level.Ratio?.Verdict == (falls ? Comparison.Worse : Comparison.Better));

    /// <summary>The first change of sign, on the logarithm of the concurrency.</summary>
    static (double? At, bool Falls) Change(double[] concurrency, double[] logs)
    {
        for (var i = 1; i < logs.Length; i++)
        {
            if (logs[i - 1] * logs[i] >= 0) continue;
            var share = logs[i - 1] / (logs[i - 1] - logs[i]);
            return (Math.Exp(Math.Log(concurrency[i - 1]) + share * Math.Log(concurrency[i] / concurrency[i - 1])), logs[i] < 0);
        }

        return (null, false);
    }

    static Interval? Bootstrap(double[] concurrency, (Estimate A, Estimate B)[] estimates, int sign, bool falls)
    {
        var random = new Random(Seed);
        var found = new List<double>(Draws);
        var logs = new double[estimates.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < logs.Length; i++) logs[i] = sign * Math.Log(Math.Max(1e-9, estimates[i].B.Draw(random)) / Math.Max(1e-9, estimates[i].A.Draw(random)));
            if (Change(concurrency, logs) is { At: { } at } change && change.Falls == falls) found.Add(at);
        }

        if (found.Count < 0.9 * Draws) return null;
        found.Sort();
        return new Interval(Quantile.Of([.. found], 0.025), Quantile.Of([.. found], 0.975));
    }

    static string Say(string first, string second, string metric, IReadOnlyList<(int Concurrency, Ratio? Ratio)> levels, double? at, Interval? interval, bool falls)
    {
        var known = levels.Where(level => level.Ratio is not null).ToList();
        if (known.Count == 0) return $"{metric}: nothing can be said of {second} against {first}: no common level has intervals";
        if (at is { } crossing && interval is { } range)
            return string.Create(CultureInfo.InvariantCulture, $"{metric}: {second} {(falls ? "falls behind" : "overtakes")} {first} at about {crossing:0.#} in flight (95 %: {range.Low:0.#} to {range.High:0.#})");
        var better = known.Count(level => level.Ratio!.Verdict == Comparison.Better);
        var worse = known.Count(level => level.Ratio!.Verdict == Comparison.Worse);
        if (at is null && better == known.Count) return $"{metric}: {second} is better at every level";
        if (at is null && worse == known.Count) return $"{metric}: {first} is better at every level";
        return $"{metric}: too close to call where {second} would overtake {first}; it is surely better at {better} and surely worse at {worse} of {known.Count} levels";
    }
}
