using Sluice.Bench.Clocks;
using Sluice.Bench.Events;
using Sluice.Bench.Requests;

namespace Sluice.Bench.Loading;

/// <summary>Puts one level's load on a server. What it measures is in the events it hands out; it computes no figure but the one it stops by.</summary>
/// <param name="log">Gets each request as it ends, warm-up included; called from several threads.</param>
/// <param name="texts">Gets the text of answers whose tokens nobody counted; null to forget them.</param>
public sealed class LevelRunner(RequestSender sender, RequestSource source, LevelPlan plan, StopRule rule, int firstId, Action<RequestEvents> log, Action<LevelProgress>? progress, Action<int, string>? texts, int seed)
{
    readonly LevelRecord _record = new(plan, rule, sender.Clock, firstId, log, progress);
    readonly Lock _drawing = new();
    readonly Queue<RequestDraft> _ready = [];
    int _drawn;

    /// <summary>The first id that this level did not use.</summary>
    public int NextId => _record.NextId;

    /// <summary>All that ended, warm-up included; to be taken when the level has.</summary>
    public PackedRequests Requests => _record.Requests;

    /// <param name="trace">When to send, from the level's beginning; for a trace only.</param>
    /// <param name="stop">Ends the level at once: what is in flight is cut off and kept as unfinished.</param>
    public async Task<(EndReason Why, TimeSpan HeldUntil)> RunAsync(IReadOnlyList<TimeSpan>? trace, CancellationToken stop)
    {
        using var cut = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        await using var stopped = stop.Register(StopAndCut).ConfigureAwait(false);
        var guard = new LevelGuard(_record, rule, sender.Clock).WatchAsync(cut, over.Token);
        try
        {
            await WarmUpAsync(cut.Token).ConfigureAwait(false);
            await LoadAsync(trace, cut.Token).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await guard.ConfigureAwait(false);
        }

        return (_record.Why, _record.HeldUntil);

        // In this order: a slot whose request is cut off must find that no other one is to be sent.
        void StopAndCut()
        {
            _record.Stop(EndReason.Stopped);
            cut.Cancel();
        }
    }

    Task LoadAsync(IReadOnlyList<TimeSpan>? trace, CancellationToken stop) => plan.Load switch
    {
        LoadKind.Closed => HoldAsync(stop),
        LoadKind.Burst => BurstAsync(stop),
        LoadKind.Trace => SendAtAsync(trace ?? [], stop),
        _ => SendAtAsync(ArrivalTimes.Of(plan, seed), stop),
    };

    async Task WarmUpAsync(CancellationToken stop)
    {
        var count = rule.WarmUp == 0 ? 0 : plan.Load == LoadKind.Burst ? plan.Concurrency : rule.WarmUp;
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => source.NextWarmUp() is { } draft && !_record.Enough ? SendAsync(draft, sender.Clock.Now, true, null, stop) : Task.CompletedTask)).ConfigureAwait(false);
    }

    /// <summary>So many slots, with as many requests ready. One more run than asked fills the ramp, another the tail.</summary>
    async Task HoldAsync(CancellationToken stop)
    {
        var most = rule.Runs is { } runs ? (runs + 2) * plan.Concurrency : rule.Requests ?? int.MaxValue;
        for (var slot = 0; slot < plan.Concurrency; slot++) Prepare(most);
        await sender.OpenAsync(plan.Concurrency, stop).ConfigureAwait(false);
        await Task.WhenAll(Enumerable.Range(0, plan.Concurrency).Select(_ => Task.Run(() => SlotAsync(most, stop), CancellationToken.None))).ConfigureAwait(false);
    }

    async Task SlotAsync(int most, CancellationToken stop)
    {
        var free = sender.Clock.Now;
        while (!_record.Enough && Draw(most) is { } draft)
        {
            var sending = SendAsync(draft, free, false, null, stop);
            Prepare(most);
            free = await sending.ConfigureAwait(false);
        }
    }

    async Task BurstAsync(CancellationToken stop)
    {
        var most = rule.Runs ?? rule.MostRuns;
        for (var burst = 1; burst <= most && !_record.Enough; burst++)
        {
            RequestDraft[] drafts = [.. Enumerable.Range(0, plan.Concurrency).Select(_ => Draw()).OfType<RequestDraft>()];
            if (drafts.Length == 0) break;
            await sender.OpenAsync(plan.Concurrency, stop).ConfigureAwait(false);
            var now = sender.Clock.Now;
            await Task.WhenAll(drafts.Select(draft => SendAsync(draft, now, false, burst, stop))).ConfigureAwait(false);
        }

        _record.Stop(rule.Runs is null ? EndReason.Limit : EndReason.Runs);
    }

    /// <summary>Requests go out at their times, however many are in flight; being late is written down, never made up for.</summary>
    async Task SendAtAsync(IEnumerable<TimeSpan> times, CancellationToken stop)
    {
        var most = rule.Requests ?? int.MaxValue;
        var flying = new List<Task>();
        var begin = sender.Clock.Now;
        var last = begin;
        foreach (var offset in times)
        {
            if (_record.Enough || Draw(most) is not { } draft) break;
            var due = begin + offset;
            if (!await WaitAsync(due, stop).ConfigureAwait(false)) break;
            flying.Add(SendAsync(draft, due, false, null, stop));
            last = due;
            flying.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        _record.Stop(EndReason.Runs, last);
        await Task.WhenAll(flying).ConfigureAwait(false);
    }

    async Task<bool> WaitAsync(TimeSpan due, CancellationToken stop)
    {
        try
        {
            // A timer may be early by a tick of its clock: nothing is sent before its time.
            while (due - sender.Clock.Now is { Ticks: > 0 } wait) await sender.Clock.Time.WaitAsync(wait, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false; // stopped while nothing was due: the level ends here
        }
    }

    RequestDraft? Draw(int most = int.MaxValue)
    {
        lock (_drawing)
        {
            if (_ready.TryDequeue(out var ready) || (_drawn++ < most && (ready = source.Next()) is not null)) return ready;
        }

        _record.Emptied();
        return null;
    }

    /// <summary>Makes a request ready before a slot waits for it. Whichever slot is free first takes it, so the load falls only when all are sent.</summary>
    void Prepare(int most)
    {
        lock (_drawing)
        {
            if (_ready.Count < plan.Concurrency && _drawn < most && source.Next() is { } draft)
            {
                _drawn++;
                _ready.Enqueue(draft);
            }
        }
    }

    /// <returns>When its slot was free.</returns>
    async Task<TimeSpan> SendAsync(RequestDraft draft, TimeSpan scheduled, bool warmUp, int? burst, CancellationToken stop)
    {
        var id = _record.TakeId(warmUp);
        var (request, free) = await sender.SendAsync(id, draft, scheduled, warmUp, burst, texts is null ? null : text => texts(id, text), stop).ConfigureAwait(false);
        _record.Ended(request);
        return free;
    }
}
