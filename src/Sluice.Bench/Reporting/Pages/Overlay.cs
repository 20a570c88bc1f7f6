using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Bench.Events;
using Sluice.Bench.Measures;
using Sluice.Catalog.Curves;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>A curve file that is drawn beside what was measured: a prediction, or an earlier measurement.</summary>
/// <param name="File">As it was typed.</param>
public sealed partial record Overlay(string File, Curve Curve)
{
    public bool IsPredicted => Curve.Levels.Any(level => level.Provenance == Provenance.Predicted);

    public string Name => $"{(IsPredicted ? "predicted" : "earlier")}: {Curve.Model} on {Curve.Backend}";

    /// <summary>Whether its requests are as long as a plan's. One that does not say how long they are fits every plan.</summary>
    public bool Fits(LevelPlan plan) => Lengths(Curve.Workload) is not { } lengths || plan.Records is not null
        || (Math.Abs(lengths.Prompt - plan.Prompt - plan.Depth) <= 0.01 * lengths.Prompt && Math.Abs(lengths.Output - plan.Output) <= 0.01 * lengths.Output);

    /// <summary>
    /// Generated tokens per second as a load of this kind has them; null where the curve does not say. A predicted decode rate is that of a burst, without the time before first tokens, so
    /// beside a closed loop it is what the predicted records an hour write, with the decode rate's band.
    /// </summary>
    public Figure? OutputTps(Level level, LoadKind load)
    {
        var isBurst = load == LoadKind.Burst || level.Provenance == Provenance.Measured;
        var rate = isBurst ? level.DecodeTps : level.RecordsPerHour * Lengths(Curve.Workload)?.Output / 3600;
        if (rate is not { } tps) return null;
        return Figure.Of(tps, level.N) with { Interval = level is { DecodeTpsLow: { } low, DecodeTpsHigh: { } high, DecodeTps: { } middle } ? new Interval(tps * low / middle, tps * high / middle) : null };
    }

    /// <summary>Mean tokens of a prompt with what stands before it, and of an answer. "prompt=1024,output=400-1000" as the twin writes it, "pp1024 tg128 @ d4096" as the bench does.</summary>
    static (double Prompt, double Output)? Lengths(string? workload)
    {
        if (workload is null) return null;
        if (Bench().Match(workload) is { Success: true } ours) return (Number(ours, 1) + Number(ours, 3), Number(ours, 2));
        if (Twin().Match(workload) is not { Success: true } theirs) return null;
        return (Mean(theirs, 1), Mean(theirs, 3));

        static double Number(Match match, int group) => match.Groups[group].Success ? double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

        static double Mean(Match match, int group) => match.Groups[group + 1].Success ? (Number(match, group) + Number(match, group + 1)) / 2 : Number(match, group);
    }

    [GeneratedRegex(@"\bpp(\d+) tg(\d+)(?: @ d(\d+))?")]
    private static partial Regex Bench();

    [GeneratedRegex(@"\bprompt=(\d+)(?:-(\d+))?,output=(\d+)(?:-(\d+))?")]
    private static partial Regex Twin();
}
