using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>What all records of a run know together about their server: whether it asked to be left alone, and since when it has not been heard of.</summary>
internal sealed class BackendGate(BackoffOptions options, TimeProvider time)
{
    readonly Lock gate = new();
    readonly Random random = new(options.Seed);
    readonly long start = time.GetTimestamp();
    TimeSpan closedUntil, lastHeard; // since start

    /// <summary>Waits while the server asked to be left alone.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        while (Closed() is { } left) await Task.Delay(left, time, ct);
    }

    /// <summary>The server did something for us, even if it was a wrong answer.</summary>
    public void Heard()
    {
        lock (gate) lastHeard = Now;
    }

    /// <summary>How long a record should pause after its nth failure of one kind; null when patience has run out.</summary>
    public TimeSpan? PauseAfter(Failure failure, int nth)
    {
        lock (gate)
        {
            var doubled = options.First * Math.Pow(2, Math.Min(nth, 30) - 1);
            var pause = (doubled < options.Longest ? doubled : options.Longest) * (0.5 + random.NextDouble());
            if (failure.RetryAfter is { } asked)
            {
                closedUntil = Max(closedUntil, Now + asked);
                pause = Max(pause, asked);
            }

            return FailureTable.Of(failure.Reason).ChargedToRecord || Now + pause - lastHeard <= options.Patience ? pause : null;
        }
    }

    public TimeSpan SilentFor
    {
        get { lock (gate) return Now - lastHeard; }
    }

    TimeSpan Now => time.GetElapsedTime(start);

    TimeSpan? Closed()
    {
        lock (gate) return closedUntil > Now ? closedUntil - Now : null;
    }

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
