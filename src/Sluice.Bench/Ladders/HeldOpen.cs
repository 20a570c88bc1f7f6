using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>What a closed loop waited for servers that keep a connection open behind the last word of an answer: neither the client's slowness nor an answer.</summary>
/// <param name="InFlight">Slots that waited so, on average over the steady window.</param>
/// <param name="Milliseconds">How long each did, on average.</param>
public readonly record struct HeldOpen(double InFlight, double Milliseconds)
{
    /// <summary>
    /// A slot is free at the planned time of the request it sends next (<see cref="RequestEvents.Scheduled"/>), which is later than the answer's end
    /// by what the server kept it. Which request follows which is not needed: over all slots, ends and planned times differ by the same sum.
    /// </summary>
    /// <returns>Null without a steady window, and where a client is no quicker to look than that.</returns>
    public static HeldOpen? Of(LevelFigures level)
    {
        if (level.Plan.Load != LoadKind.Closed || level.Window is not { } window) return null;
        TimeSpan[] ends = [.. level.Log.Measured.Select(request => request.End).Order()];
        TimeSpan[] freed = [.. level.Log.Measured.Select(request => request.Scheduled).Where(planned => planned >= ends[0]).Order()];
        var waits = ends.Zip(freed).Where(wait => wait.First >= window.From && wait.Second <= window.To).ToList();
        if (waits.Count == 0 || Measures.InFlight.Of(waits, window.From, window.To) is not { Mean: > 0 } held) return null;
        var each = waits.Average(wait => Math.Max(0, (wait.Second - wait.First).TotalMilliseconds));
        return level.Log.End?.Client?.LagP99Ms is { } lag && each <= lag ? null : new HeldOpen(held.Mean, each);
    }
}
