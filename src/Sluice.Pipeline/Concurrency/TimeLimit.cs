namespace Sluice.Pipeline.Concurrency;

/// <summary>Keeps the p99 of latency under half of what a call may take.</summary>
/// <param name="open">The calls in flight.</param>
/// <param name="curve">The rates at the levels.</param>
internal sealed class TimeLimit(ConcurrencyOptions options, OpenCalls open, LevelCurve curve)
{
    const double Margin = 0.95;     // of the half, where calls take alike times
    const double LeastMargin = 0.7; // where they do not
    const double Heed = 0.3;        // a p99 of some hundred calls is off by as much of ln(p99/p90): twice 0.14 σ of a lognormal, whose ln(p99/p90) is 1.04 σ
    const double Room = 15;         // times the longest call: twice as many in flight, and slow ones five times as slow as any that has ended
    const double NearlyAll = 0.9;   // of the calls
    const double Tail = 0.95;       // of the calls: from there on a guess at the p99 is good
    const int Many = 100;           // calls, for the same
    const double Falling = 1.3;     // power of the level with which latency grows where the rate falls
    const double LeastCut = 0.9;
    const double Headroom = 8;      // times the longest call seen, where little is known of a level's latencies

    readonly LatencyWatch latencies = new(open, curve);

    /// <summary>Half of what a call may take, seconds.</summary>
    public double Half => options.CallLimit.TotalSeconds / 2;

    /// <summary>The p99 at which the level is cut, seconds.</summary>
    public double Most => Margin * Half;

    /// <summary>About the p99 at a level, seconds; null before the first call.</summary>
    public double? P99(int level, TimeSpan now) => latencies.Quantile(0.99, level, now);

    public void Add(TimeSpan now, TimeSpan latency, int level) => latencies.Add(now, latency, level);

    /// <summary>Another level begins.</summary>
    /// <param name="from">The level until now.</param>
    /// <param name="ignoreBefore">Calls that began before say nothing of it.</param>
    public void Begin(TimeSpan ignoreBefore, int from) => latencies.Begin(ignoreBefore, from);

    /// <summary>Whether all calls seen were so quick that a few times as many in flight cannot reach the limit.</summary>
    public bool IsFar(TimeSpan now) => latencies.Longest(now) < Half / Headroom;

    /// <summary>Whether all calls seen were so quick that even the slow ones of four times as many in flight stay far from the limit.</summary>
    public bool IsVeryFar(TimeSpan now) => Room * latencies.Longest(now) <= Half;

    /// <summary>Whether enough is known of how long the slow calls take to have more in flight: nearly all of them, or there is plenty of room.</summary>
    public bool MayClimb(int level, TimeSpan now) => IsVeryFar(now) || latencies.KnownShare(level, now) >= NearlyAll;

    /// <summary>The level that a p99 seen coming allows, before a call was too slow; null when there is no need.</summary>
    public int? Ahead(int level, TimeSpan now) =>
        level > 1 && latencies.Ended >= Many && latencies.KnownShare(level, now) >= Tail && P99(level, now) is { } p99 && p99 > Half ? Math.Max(1, (int)Math.Floor(level * Math.Min(LeastCut, Aim(level, now) / p99))) : null;

    /// <summary>The level that brings a p99 near the limit down again; null when there is no need.</summary>
    public int? Cut(int level, TimeSpan now)
    {
        if (level <= 1 || !latencies.HasSlow(Most, now)) return null;
        return Math.Max(1, (int)Math.Floor(level * Math.Min(LeastCut, Aim(level, now) / P99(level, now)!.Value)));
    }

    /// <summary>So many times a level, but no more than the limit allows if the rate answers as it last did.</summary>
    /// <param name="elasticity">0 where the rate stays, 1 where it grows with the level.</param>
    public int Above(int level, double factor, double elasticity, TimeSpan now)
    {
        var next = Math.Min(level * factor, options.Cap);
        if (P99(level, now) is { } p99)
        {
            // Latency grows as level / rate: with the level to the power of (1 − elasticity). Half of the last elasticity is counted on, for one doubling.
            var grows = 1 - Math.Clamp(elasticity, 0, 1) / 2;
            var (room, doubling) = (Aim(level, now) / p99, Math.Pow(2, grows));
            next = Math.Min(next, level * (room <= doubling ? Math.Pow(room, 1 / grows) : Math.Max(2, 2 * Math.Pow(room / 2, 1 / Falling))));
        }

        return (int)Math.Floor(next);
    }

    /// <summary>The p99 to stay under, seconds: with room for chance where calls are unequal.</summary>
    double Aim(int level, TimeSpan now) => Half * Math.Max(LeastMargin, Margin * Math.Pow(latencies.Quantile(0.9, level, now)!.Value / P99(level, now)!.Value, Heed));
}
