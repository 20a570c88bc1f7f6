using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Concurrency;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>The backends of a run and what goes on at each. Picking one and taking a place at it are one step.</summary>
/// <param name="notice">Told what people should know of a backend; null when nobody listens.</param>
internal sealed class BackendBoard(BackoffOptions backoff, TimeProvider time, Action<string>? notice = null) : IDisposable
{
    readonly Lock gate = new();
    readonly Random random = new(backoff.Seed);
    readonly long start = time.GetTimestamp();
    readonly Dictionary<(string, string), PooledBackend> backends = [];
    TaskCompletionSource? changed; // only while somebody waits

    /// <summary>The backend of that name and model, the same for all steps that ask it.</summary>
    public PooledBackend Of(StepBackend config)
    {
        lock (gate)
        {
            if (!backends.TryGetValue((config.Name, config.Model), out var backend))
                backends[(config.Name, config.Model)] = backend = new PooledBackend(config, backoff, new Random(random.Next()), time);
            return backend;
        }
    }

    /// <summary>
    /// Takes a place at the backend with the fewest calls in flight, by chance among equals. Null when none can be asked now; then
    /// <paramref name="ready"/> ends when that may be different.
    /// </summary>
    /// <param name="avoid">Taken only when no other can be asked: the record's last call failed there.</param>
    public BackendLease? TryTake(IReadOnlyList<PooledBackend> among, PooledBackend? avoid, double expectedTokens, CancellationToken ct, out Task ready)
    {
        lock (gate)
        {
            var now = Now;
            if (Pick(among, avoid, now) is { } backend)
            {
                ready = Task.CompletedTask;
                backend.Controller?.Began(now);
                return new BackendLease(this, backend, backend.Begin(expectedTokens, now), expectedTokens, now);
            }

            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var soonest = among.Min(other => other.ReadyAt);
            ready = soonest == TimeSpan.MaxValue ? changed.Task.WaitAsync(ct) : Task.WhenAny(changed.Task, Task.Delay(soonest - now, time, ct));
            return null;
        }
    }

    /// <summary>Whether another backend could take a call now.</summary>
    public bool HasOther(IReadOnlyList<PooledBackend> among, PooledBackend than)
    {
        lock (gate) return among.Any(other => other != than && other.ReadyAt <= Now);
    }

    /// <summary>A call is over. True when the backend is down.</summary>
    /// <param name="began">When its place was taken.</param>
    /// <param name="accepted">Whether an answer came that was accepted.</param>
    /// <param name="outputTokens">By the server's count; null when it gave none.</param>
    public bool End(PooledBackend backend, bool wasTrial, Failure? failure, bool accepted, double moreTokens, TimeSpan began, int? outputTokens)
    {
        string? news;
        bool isDown;
        lock (gate)
        {
            backend.End();
            backend.Controller?.Ended(Now, new CallEnd(FateOf(failure, accepted), Now - began, outputTokens));
            backend.CorrectTokens(moreTokens);
            if (failure?.RetryAfter is { } asked) backend.CloseUntil(Now + asked);
            if (failure is not null && FailureTable.Of(failure.Reason).CountsAgainstBackend) backend.Breaker.Failed(wasTrial, Now);
            else if (failure?.Reason is FailureReason.Capacity or FailureReason.Cancelled) backend.Breaker.Unknown(wasTrial);
            else backend.Breaker.Succeeded();

            changed?.SetResult();
            changed = null;
            isDown = backend.Breaker.IsOpen;
            news = backend.News.After(failure, isDown, Now);
        }

        if (news is not null) notice?.Invoke(news);
        return isDown;
    }

    /// <summary>From now on the backends get as many calls as turns out to be best.</summary>
    /// <param name="records">Still to be asked at all of them; null when that is not known.</param>
    /// <param name="callLimit">How long a call may take; not positive for no limit.</param>
    public void Adapt(IReadOnlyList<PooledBackend> among, long? records, TimeSpan callLimit)
    {
        lock (gate)
        {
            foreach (var backend in among)
            {
                var options = StartingLevel.For((records + among.Count - 1) / among.Count, backend.Config);
                backend.Controller ??= new ConcurrencyController(callLimit > TimeSpan.Zero && callLimit < options.CallLimit ? options with { CallLimit = callLimit } : options);
            }
        }
    }

    /// <summary>Calls that the backends may have open now, all together.</summary>
    public int Wanted(IReadOnlyList<PooledBackend> among)
    {
        lock (gate) return among.Sum(backend => backend.Controller?.Limit ?? 0);
    }

    /// <summary>Of each backend whose calls are limited by what was found.</summary>
    public IReadOnlyList<BackendLevel> Levels
    {
        get
        {
            lock (gate)
            {
                return [.. from backend in backends.Values
                           let found = backend.Controller
                           where found is not null
                           select new BackendLevel(backend.Config.Name, backend.Config.Model, found.Level, found.Holds, found.Because, [.. found.Curve], found.CountsTokens)
                           {
                               Learns = found.Options.Learns,
                               StartsFrom = found.Options.StartsFrom,
                               Held = found.Held,
                           }];
            }
        }
    }

    static CallFate FateOf(Failure? failure, bool accepted) => failure?.Reason switch
    {
        null => accepted ? CallFate.Accepted : CallFate.Spent,
        FailureReason.Capacity => CallFate.NoRoom,
        FailureReason.Cancelled or FailureReason.Transport => CallFate.Silent,
        { } reason when FailureTable.Of(reason).CountsAgainstBackend && reason != FailureReason.Timeout => CallFate.Silent,
        _ => CallFate.Spent,
    };

    public void Dispose()
    {
        foreach (var backend in backends.Values) backend.Dispose();
    }

    TimeSpan Now => time.GetElapsedTime(start);

    PooledBackend? Pick(IReadOnlyList<PooledBackend> among, PooledBackend? avoid, TimeSpan now)
    {
        PooledBackend? best = null;
        var equals = 0;
        foreach (var backend in among)
        {
            if (backend.ReadyAt > now) continue;
            var order = best is null ? -1 : (backend == avoid).CompareTo(best == avoid);
            if (order == 0) order = backend.InFlight.CompareTo(best!.InFlight);
            if (order < 0) (best, equals) = (backend, 1);
            else if (order == 0 && random.Next(++equals) == 0) best = backend;
        }

        return best;
    }
}
