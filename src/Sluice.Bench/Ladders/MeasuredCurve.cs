using Sluice.Bench.Events;
using Sluice.Catalog.Curves;

namespace Sluice.Bench.Ladders;

/// <summary>A measured ladder as the curve that gateway, planner and runs read.</summary>
public static class MeasuredCurve
{
    /// <summary>Null when no level has an answer, or the load held no concurrency.</summary>
    public static Curve? Of(Ladder ladder, LogServer? server, string origin, DateTimeOffset? measuredAt = null)
    {
        if (ladder.Load is not (LoadKind.Closed or LoadKind.Burst)) return null;
        Level[] levels =
        [
            .. ladder.Levels.Where(level => level.Tally.Answered > 0).Select(level => new Level
            {
                Concurrency = level.Plan.Concurrency,
                Provenance = Provenance.Measured,
                N = level.Tally.Answered,
                Rough = ClientBound.Reasons(level).Count > 0 ? true : null,
                DecodeTps = Positive(level.OutputTps.Value),
                DecodeTpsLow = Positive(level.OutputTps.Interval?.Low),
                DecodeTpsHigh = Positive(level.OutputTps.Interval?.High),
                PrefillTps = Positive(level.PromptTps.Value),
                TtftMs = Positive(level.Ttft.Mean.Value),
                TpotMs = Positive(level.Tpot.Mean.Value),
                RecordsPerHour = Positive(level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value),
            }),
        ];
        return levels.Length == 0 ? null : new Curve
        {
            Model = server?.Model ?? ladder.Backend,
            Backend = server?.Url ?? ladder.Backend,
            Workload = ladder.Workload,
            Origin = origin,
            MeasuredAt = measuredAt,
            Knee = ClientBound.Levels(ladder).Count == 0 ? Knee.Of(ladder).Level : null,
            Levels = levels,
        };
    }

    static double? Positive(double? value) => value is > 0 ? value : null;
}
