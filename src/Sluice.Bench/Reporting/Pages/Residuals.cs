using System.Globalization;
using System.Text;
using Sluice.Bench.Ladders;
using Sluice.Bench.Measures;
using Sluice.Catalog.Curves;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>What a curve says beside what was measured, level by level, with the difference.</summary>
static class Residuals
{
    static readonly (string Name, Func<LevelFigures, Figure> Measured, Func<Overlay, Level, LevelFigures, double?> Drawn)[] Metrics =
    [
        ("output tok/s", level => level.OutputTps, (overlay, level, measured) => overlay.OutputTps(level, measured.Plan.Load)?.Value),
        ("TTFT mean ms", level => level.Ttft.Mean, (_, level, _) => level.TtftMs), ("TPOT mean ms", level => level.Tpot.Mean, (_, level, _) => level.TpotMs),
    ];

    public static void Write(StringBuilder html, Ladder ladder, Overlay overlay)
    {
        html.Append(Html.Escaped, $"<h3>{ladder.Backend} beside {overlay.Name}</h3>\n<p class=\"soft\">{Sentence(ladder, overlay)}</p>\n");
        PageTable.Write(html, $"{ladder.Backend} beside {overlay.Name}",
            ["level", .. Metrics.SelectMany(metric => (string[])[$"{metric.Name}, measured", overlay.IsPredicted ? "predicted" : "earlier", "difference"])],
            Common(ladder, overlay).Select(pair => (IReadOnlyList<string>)
            [
                pair.Measured.Plan.Sending, .. Metrics.SelectMany(metric => (string[])[Rounded.Of(metric.Measured(pair.Measured)), Rounded.Of(metric.Drawn(overlay, pair.Drawn, pair.Measured)), Percent(Off(metric.Measured(pair.Measured).Value, metric.Drawn(overlay, pair.Drawn, pair.Measured)))]),
            ]));
    }

    static string Sentence(Ladder ladder, Overlay overlay)
    {
        var off = Common(ladder, overlay).Select(pair => (pair.Measured.Plan.Sending, Off: Off(pair.Measured.OutputTps.Value, overlay.OutputTps(pair.Drawn, pair.Measured.Plan.Load)?.Value))).Where(each => each.Off is not null).ToList();
        if (off.Count == 0) return "The two have no level in common that has a rate.";
        var (at, worst) = off.MaxBy(each => Math.Abs(each.Off!.Value));
        var kind = overlay.IsPredicted ? "prediction" : "earlier measurement";
        return string.Create(CultureInfo.InvariantCulture, $"The {kind}'s output rate is off by {Rounded.Percent(off.Average(each => Math.Abs(each.Off!.Value)))} on average over {off.Count} levels, at most by {Percent(worst)} at {at}. Its requests: {overlay.Curve.Workload ?? "not said"}. Made by: {overlay.Curve.Origin ?? "not said"}.{(overlay.IsPredicted ? " Predicted waits are those of a burst." : "")}");
    }

    static IEnumerable<(LevelFigures Measured, Level Drawn)> Common(Ladder ladder, Overlay overlay) =>
        overlay.Curve.Levels.Where(level => ladder.At(level.Concurrency) is not null).Select(level => (ladder.At(level.Concurrency)!, level));

    /// <summary>(drawn − measured) / measured.</summary>
    static double? Off(double? measured, double? drawn) => measured is > 0 ? (drawn - measured) / measured : null;

    static string Percent(double? share) => share is { } known ? known.ToString("+0.0 %;−0.0 %;0.0 %", CultureInfo.InvariantCulture) : Rounded.Unknown;
}
