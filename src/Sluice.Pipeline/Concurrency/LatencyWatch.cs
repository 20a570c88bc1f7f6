namespace Sluice.Pipeline.Concurrency;

/// <summary>The latencies of the last calls, for their p99.</summary>
internal sealed class LatencyWatch
{
    const int Window = 512;
    const int Enough = 40;
    readonly double[] recent = new double[Window];
    readonly double[] sorted = new double[Window];
    int count, next;

    public void Add(TimeSpan latency)
    {
        recent[next] = latency.TotalSeconds;
        next = (next + 1) % Window;
        count = Math.Min(count + 1, Window);
    }

    /// <summary>Forgets what was seen at another level.</summary>
    public void Clear() => (count, next) = (0, 0);

    /// <summary>
    /// About the p99, seconds: of few values their largest, which says too little rather than too much of the tail, so that a
    /// single slow call does not steer. Null when too few were seen to say anything.
    /// </summary>
    public double? P99
    {
        get
        {
            if (count < Enough) return null;
            Array.Copy(recent, sorted, count);
            Array.Sort(sorted, 0, count);
            return sorted[Math.Min(count - 1, (int)Math.Ceiling(count * 0.99) - 1)];
        }
    }
}
