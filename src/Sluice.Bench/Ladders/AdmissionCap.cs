using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>How many requests a server works on at once, when that is fewer than it was sent: above it a level measures the queue.</summary>
/// <param name="Requests">About so many run at once.</param>
/// <param name="From">The lowest level at which it was seen.</param>
/// <param name="Evidence">What showed it, for people.</param>
public sealed record AdmissionCap(int Requests, int From, string Evidence)
{
    /// <summary>A cap shows only where clearly fewer write than are in flight; the others may just be reading their prompts.</summary>
    const double ClearlyFewer = 0.9;

    /// <summary>Share of the window that a real cap is hit: a queue behind it refills at once.</summary>
    const double MostlyFull = 0.3;

    /// <summary>A second wave waits at least so many times as long as the first.</summary>
    const double SecondWave = 2;

    /// <summary>Null when none was seen.</summary>
    public static AdmissionCap? Of(Ladder ladder)
    {
        foreach (var level in ladder.Levels)
        {
            if (level.Plan.Concurrency < 2) continue;
            if (FromMetrics(level) is { } told) return told;
            if (FromEvents(level) is { } seen) return seen;
        }

        return null;
    }

    static AdmissionCap? FromMetrics(LevelFigures level) => level.Log.End?.Server is { RunningMax: { } most and > 0, WaitingMean: { } waiting and >= 1 } server && most < ClearlyFewer * level.Plan.Concurrency
        ? new AdmissionCap((int)Math.Round(most), level.Plan.Concurrency, FormattableString.Invariant($"its metrics ({server.Dialect}) show at most {most:0} running and {waiting:0.#} waiting with {level.Plan.Concurrency} in flight"))
        : null;

    static AdmissionCap? FromEvents(LevelFigures level)
    {
        if (level.Writing is not { } writing || writing.Most >= ClearlyFewer * level.Plan.Concurrency || writing.Most < 1) return null;
        if (writing.ShareAtMost < MostlyFull || FirstWaves(level.Log, writing.Most) is not { } waves) return null;
        return waves.Second >= SecondWave * waves.First
            ? new AdmissionCap(writing.Most, level.Plan.Concurrency, FormattableString.Invariant($"with {level.Plan.Concurrency} in flight never more than {writing.Most} write at once, and of the first requests the later ones wait {waves.Second:#,0} ms instead of {waves.First:#,0}"))
            : null;
    }

    /// <summary>Median TTFT of the requests that were sent together first: of those within the cap, and of the rest.</summary>
    static (double First, double Second)? FirstWaves(LevelLog log, int cap)
    {
        double[] waits = [.. log.Measured.Take(log.Plan.Concurrency).Where(request => request.FirstToken is not null).Select(request => (request.FirstToken!.Value - request.Sent).TotalMilliseconds).Order()];
        return waits.Length <= cap ? null : (waits[cap / 2], waits[cap + (waits.Length - cap) / 2]);
    }
}
