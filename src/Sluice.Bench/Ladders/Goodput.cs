using Sluice.Bench.Measures;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Ladders;

/// <summary>How a level did against a latency target.</summary>
/// <param name="Share">Good ones of all that could be judged, with its interval (Clopper and Pearson).</param>
/// <param name="RequestsPerSecond">Good answers per second of the steady window; null without one.</param>
public sealed record Goodput(LevelFigures Level, Figure Share, double? RequestsPerSecond, TargetVerdict Verdict)
{
    public static Goodput Of(LevelFigures level, LatencyTarget target)
    {
        var judged = level.Log.Measured.Where(request => level.Window is null || request.Sent >= level.Window.From)
            .Select(request => (Request: request, Good: target.IsGood(request))).Where(each => each.Good is not null).ToList();
        var (good, n) = (judged.Count(each => each.Good == true), judged.Count);
        if (n == 0) return new Goodput(level, Figure.None("no request could be judged"), null, TargetVerdict.Undecided);
        var interval = Proportion.Interval(good, n);
        var share = Figure.Of((double)good / n, n) with { Interval = interval, Method = "Clopper and Pearson" };
        var rate = level.Window is { } window ? level.Log.Measured.Count(request => window.BatchOf(request.End) >= 0 && target.IsGood(request) == true) / window.Seconds : (double?)null;
        var verdict = interval.Low >= target.Share ? TargetVerdict.Within : interval.High < target.Share ? TargetVerdict.Missed : TargetVerdict.Undecided;
        return new Goodput(level, share, rate, verdict);
    }

    /// <summary>
    /// The largest concurrency within a target, by what was seen, and the range it may lie in: from the largest level that surely is within to the largest
    /// that is not surely beyond. Null when not even the first level is.
    /// </summary>
    public static (int? Seen, int? Surely, int? Perhaps) Largest(IReadOnlyList<Goodput> levels, LatencyTarget target)
    {
        // A level above one that misses does not count; one that cannot tell, for want of requests, is passed over.
        var open = levels.TakeWhile(each => each.Verdict != TargetVerdict.Missed).ToList();
        return (Of(levels.TakeWhile(each => each.Share.Value >= target.Share).LastOrDefault()), Of(open.LastOrDefault(each => each.Verdict == TargetVerdict.Within)), Of(open.LastOrDefault()));

        static int? Of(Goodput? goodput) => goodput?.Level.Plan.Concurrency;
    }
}

/// <summary>Whether a level keeps a target, as far as its requests can tell.</summary>
public enum TargetVerdict
{
    Within,
    Missed,
    Undecided,
}
