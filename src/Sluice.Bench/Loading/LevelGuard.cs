namespace Sluice.Bench.Loading;

/// <summary>
/// Sees to it that a level ends although its server hangs: at the time limit nothing more is sent, and what then goes on far longer than any request before it is
/// cut off and kept as unfinished.
/// </summary>
sealed class LevelGuard(LevelRecord record, StopRule rule, BenchClock clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What is in flight when nothing more is sent may take so many times as long as the longest answer so far.</summary>
    const int MostTimesLonger = 2;

    /// <summary>And so long at least: short answers say little about a long one.</summary>
    static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(10);

    /// <param name="cut">Ends the requests in flight.</param>
    /// <param name="over">The level has ended by itself.</param>
    public async Task WatchAsync(CancellationTokenSource cut, CancellationToken over)
    {
        var begun = clock.Now;
        TimeSpan? closed = null;
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock.Time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = clock.Now;
            record.Tell();
            if (rule.MostTime is { } most && now - (record.Began ?? begun) > most) record.Stop(Events.EndReason.Limit);
            if (!record.NothingMore) continue;
            closed ??= now;
            if (now - closed <= Grace()) continue;
            await cut.CancelAsync().ConfigureAwait(false);
            return;
        }
    }

    /// <summary>A server that answered nothing within the limit gets as long again.</summary>
    TimeSpan Grace() => record.Longest is { } longest ? Longer(LeastGrace, longest * MostTimesLonger) : Longer(LeastGrace, rule.MostTime ?? TimeSpan.MaxValue);

    static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
