using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>Whether a level's figures are the client's own slowness rather than the server's.</summary>
public static class ClientBound
{
    /// <summary>Being late by more than this share of what is measured spoils it.</summary>
    const double MostLag = 0.05;

    /// <summary>A closed loop that holds less than this share of its concurrency measures another level.</summary>
    const double LeastHeld = 0.98;

    /// <summary>Share of the cores from which a client that shares them cannot keep up.</summary>
    const double MostCpu = 0.9;

    /// <summary>The levels of a ladder of which that is so: at least as much as they show is the server's.</summary>
    public static IReadOnlyList<LevelFigures> Levels(Ladder ladder) => [.. ladder.Levels.Where(level => Reasons(level).Count > 0)];

    /// <summary>One sentence for each reason; empty when the client kept up.</summary>
    public static IReadOnlyList<string> Reasons(LevelFigures level)
    {
        var reasons = new List<string>();
        // Without a steady window there is only the ramp and the end, or what a killed process had not yet written: nobody's fault.
        if (level.Plan.Load == LoadKind.Closed && level.Window is not null && level.Held is { } held && held.Mean + (HeldOpen.Of(level)?.InFlight ?? 0) < LeastHeld * level.Plan.Concurrency && level.Tally.FailedCount == 0)
            reasons.Add(FormattableString.Invariant($"only {held.Mean:0.0#} of {level.Plan.Concurrency} requests were in flight"));
        if (level.Log.End?.Client is not { } client) return reasons;
        if (client.LagP99Ms is { } late && level.Ttft.P50.Value is { } ttft && late > MostLag * ttft)
            reasons.Add(FormattableString.Invariant($"the canary's p99 lag of {late:0.0} ms is more than {MostLag:0 %} of the median TTFT"));
        if (client.LagP50Ms is { } usual && level.Tpot.P50.Value is { } tpot && usual > MostLag * tpot)
            reasons.Add(FormattableString.Invariant($"the canary's median lag of {usual:0.00} ms is more than {MostLag:0 %} of the median TPOT"));
        if (client.CpuCores is { } cpu && cpu > MostCpu * client.Cores)
            reasons.Add(FormattableString.Invariant($"the client kept {cpu:0.0} of {client.Cores} cores busy"));
        return reasons;
    }
}
