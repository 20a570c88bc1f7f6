namespace Sluice.Schema.Benchmark;

/// <summary>Times of one kind of step, kept one by one.</summary>
public sealed class Latencies
{
    readonly List<long> nanoseconds = [];

    public int Count => nanoseconds.Count;

    public void Add(long time) => nanoseconds.Add(time);

    public void Add(Latencies others) => nanoseconds.AddRange(others.nanoseconds);

    public LatencySummary Summarize()
    {
        var sorted = nanoseconds.ToArray();
        Array.Sort(sorted);
        return new LatencySummary(sorted.Length, sorted.Length == 0 ? null : sorted.Average() / 1000,
            At(sorted, 0.5), At(sorted, 0.99), At(sorted, 0.999), At(sorted, 0.9999), At(sorted, 1));
    }

    /// <summary>Nearest rank: the smallest time that at least this part of all times does not exceed.</summary>
    static double? At(long[] sorted, double part) =>
        sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)] / 1000.0;
}

/// <summary>Microseconds; null when nothing was measured. A percentile of fewer times than it needs is the largest of them.</summary>
public sealed record LatencySummary(int Count, double? Mean, double? P50, double? P99, double? P999, double? P9999, double? Max);
