using Sluice.Pipeline.Backends;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Running.Limits;

/// <summary>
/// Pauses a run in which no answer was accepted for too long, whatever the cause: servers that are away, full or hang, or answers that are all wrong.
/// Time in which this process stood still (Ctrl-Z, a frozen container) is not counted: nobody could have answered it.
/// </summary>
/// <param name="limit">Since the first call or the last accepted answer; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
internal sealed class SilenceLimit(TimeSpan limit, RunStop stop, TimeProvider time) : IDisposable
{
    const int Looks = 20; // within the limit

    readonly TimeSpan pause = limit / Looks;
    readonly Lock gate = new();
    ITimer? timer;
    long since, ended; // timestamp; calls ended since then
    long looked;       // timestamp
    string? last;

    /// <summary>A call begins.</summary>
    public void Begin()
    {
        if (timer is not null || limit == Timeout.InfiniteTimeSpan) return;
        lock (gate)
        {
            if (timer is not null) return;
            since = looked = time.GetTimestamp();
            timer = time.CreateTimer(_ => Look(), null, pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Accepted()
    {
        lock (gate) (since, ended) = (time.GetTimestamp(), 0);
    }

    public void Failed(PooledBackend backend, Failure failure)
    {
        lock (gate)
        {
            ended++;
            last = $"{FailureTable.Of(failure.Reason).Name} from {backend.Shown}: {failure.Detail}";
        }
    }

    public void Dispose() => timer?.Dispose();

    void Look()
    {
        string message;
        lock (gate)
        {
            LeaveOutStandstill();
            var left = limit - time.GetElapsedTime(since);
            if (left > TimeSpan.Zero)
            {
                timer!.Change(left < pause ? left : pause, Timeout.InfiniteTimeSpan);
                return;
            }

            message = ended == 0
                ? $"no answer for {Words.Of(limit)}: the calls in flight hang, and no other one ended"
                : $"no answer was accepted for {Words.Of(limit)}, in which {(ended == 1 ? "1 call" : $"{ended} calls")} failed; the last one: {last}";
        }

        stop.Because(message, cutCalls: true);
    }

    /// <summary>A look that is late by more than a pause: a timer of a process that runs is not.</summary>
    void LeaveOutStandstill()
    {
        var now = time.GetTimestamp();
        var late = time.GetElapsedTime(looked, now) - (2 * pause);
        looked = now;
        if (late > TimeSpan.Zero) since = Math.Min(now, since + (long)(late.TotalSeconds * time.TimestampFrequency));
    }
}
