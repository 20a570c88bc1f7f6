namespace Sluice.Pipeline.Concurrency;

/// <summary>Keeps the p99 of latency under half of what a call may take.</summary>
internal sealed class TimeLimit(ConcurrencyOptions options)
{
    const double Margin = 0.9;      // a p99 that is taken from some hundred calls is off by as much
    const double Headroom = 8;      // times the longest call seen, where little is known of a level's latencies
    const double MostUnseen = 3;    // times

    readonly LatencyWatch latencies = new();

    /// <summary>Half of what a call may take, seconds.</summary>
    public double Half => options.CallLimit.TotalSeconds / 2;

    /// <summary>The p99, seconds; null when too few calls were seen.</summary>
    public double? P99 => latencies.P99;

    public void Add(TimeSpan now, TimeSpan latency) => latencies.Add(now, latency);

    /// <summary>Another level begins.</summary>
    /// <param name="ignoreBefore">Calls that began before say nothing of it.</param>
    public void Clear(TimeSpan ignoreBefore) => latencies.Clear(ignoreBefore);

    /// <summary>Whether all calls seen were so quick that a few times as many in flight cannot reach the limit.</summary>
    public bool IsFar => latencies.Longest < Half / Headroom;

    /// <summary>The level that brings a p99 near the limit down again; null when there is no need.</summary>
    public int? Cut(int level) => latencies.P99 is { } p99 && p99 > Margin * Half && level > 1
        ? Math.Max(1, (int)Math.Floor(level * Margin * Margin * Half / p99)) : null;

    /// <summary>So many times a level, but no more than the limit allows if the rate answers as it last did.</summary>
    /// <param name="elasticity">0 where the rate stays, 1 where it grows with the level.</param>
    /// <param name="unseen">How many times longer calls take than those that have ended.</param>
    public int Above(int level, double factor, double elasticity, double unseen)
    {
        var next = Math.Min(level * factor, options.Cap);
        if (latencies.P99 * Math.Clamp(unseen, 1, MostUnseen) is { } p99)
        {
            // Latency grows as level / rate: with the level to the power of (1 − elasticity). Half of the last elasticity is counted on.
            var grows = 1 - Math.Clamp(elasticity, 0, 1) / 2;
            next = Math.Min(next, level * Math.Pow(Margin * Half / p99, 1 / grows));
        }

        return (int)Math.Floor(next);
    }
}
