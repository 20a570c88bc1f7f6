using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>The part of a level in which its load was steady, cut into batches. Rates count the tokens whose time falls in it, whichever request they belong to.</summary>
/// <param name="Edges">Rising times, one more than there are batches; the first and the last bound the window.</param>
/// <param name="Batches">What a batch is, for people.</param>
public sealed record SteadyWindow(IReadOnlyList<TimeSpan> Edges, string Batches)
{
    /// <summary>More would let neighbours resemble each other; fewer make a wide interval.</summary>
    const int MostBatches = 20;

    /// <summary>Of an open loop: the share of its time in which the queue builds up.</summary>
    const double RampShare = 0.1;

    public TimeSpan From => Edges[0];

    public TimeSpan To => Edges[^1];

    public double Seconds => (To - From).TotalSeconds;

    /// <summary>Null when the level has none: a burst and a trace are no steady load, and a short level has no middle.</summary>
    public static SteadyWindow? Of(LevelLog level) => level.Plan.Load switch
    {
        LoadKind.Closed => OfClosedLoop(level),
        LoadKind.Constant or LoadKind.Poisson => OfOpenLoop(level),
        _ => null,
    };

    /// <summary>
    /// From the moment when as many requests had ended as are held in flight, to the last sending. Edges lie where whole rounds of
    /// the concurrency have ended, so that requests that end together never fall in or out by half.
    /// </summary>
    static SteadyWindow? OfClosedLoop(LevelLog level)
    {
        var held = level.Plan.Concurrency;
        var measured = level.Measured;
        if (measured.Count <= held) return null;
        var lastSent = level.End?.HeldUntil ?? measured.Max(request => request.Sent);
        var ends = measured.Where(request => !Stopped(request) && request.End <= lastSent).Select(request => request.End).Order().ToArray();
        var rounds = ends.Length / held - 1;
        if (rounds < 1) return null;
        var batches = Math.Min(rounds, MostBatches);
        var edges = new List<TimeSpan>();
        for (var batch = 0; batch <= batches; batch++)
        {
            var round = (int)((long)batch * rounds / batches);
            var edge = ends[held - 1 + round * held];
            if (edges.Count == 0 || edge > edges[^1]) edges.Add(edge);
        }

        return edges.Count < 2 ? null : new SteadyWindow(edges, "rounds of the concurrency");
    }

    static SteadyWindow? OfOpenLoop(LevelLog level)
    {
        const int batches = MostBatches / 2;
        var measured = level.Measured;
        if (measured.Count < 2 * batches) return null;
        var (first, last) = (measured.Min(request => request.Scheduled), measured.Max(request => request.Scheduled));
        var from = first + (last - first) * RampShare;
        var step = (last - from) / batches;
        return step <= TimeSpan.Zero ? null : new SteadyWindow([.. Enumerable.Range(0, batches + 1).Select(i => from + step * i)], "equal times");
    }

    /// <summary>The batch a time falls in (an edge belongs to the batch before it); −1 outside.</summary>
    public int BatchOf(TimeSpan time)
    {
        if (time <= From || time > To) return -1;
        var (low, high) = (0, Edges.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Edges[middle] < time) low = middle;
            else high = middle;
        }

        return low;
    }

    public double[] Durations() => [.. Enumerable.Range(0, Edges.Count - 1).Select(i => (Edges[i + 1] - Edges[i]).TotalSeconds)];

    static bool Stopped(RequestEvents request) => request.Failure is Protocol.Failures.FailureReason.Cancelled;
}
