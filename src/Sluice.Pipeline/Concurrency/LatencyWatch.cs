namespace Sluice.Pipeline.Concurrency;

/// <summary>The latencies of the last calls, for their p99.</summary>
internal sealed class LatencyWatch
{
    const int Window = 512;
    const int Enough = 40;
    readonly double[] recent = new double[Window];
    readonly double[] sorted = new double[Window];
    int count, next;
    TimeSpan ignored = TimeSpan.MinValue;

    /// <param name="now">When the call ended.</param>
    public void Add(TimeSpan now, TimeSpan latency)
    {
        if (now - latency < ignored) return;
        recent[next] = latency.TotalSeconds;
        next = (next + 1) % Window;
        count = Math.Min(count + 1, Window);
    }

    /// <summary>Forgets what was seen at another level.</summary>
    /// <param name="ignoreBefore">Calls that began before say nothing of this level: they suffered from a higher one.</param>
    public void Clear(TimeSpan ignoreBefore) => (count, next, ignored) = (0, 0, ignoreBefore);

    /// <summary>Seconds; 0 before the first.</summary>
    public double Longest => count == 0 ? 0 : recent.AsSpan(0, count).ToArray().Max();

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
