namespace Sluice.Twin.Serving.Calls;

/// <summary>The calls a twin got, in order of arrival; the newest are kept. Tests wait here for what they want to see instead of sleeping.</summary>
public sealed class CallLedger(int kept = CallLedger.Kept)
{
    /// <summary>Calls kept unless told otherwise: a load run's worth, a few megabytes.</summary>
    public const int Kept = 20_000;

    readonly Lock _gate = new();
    readonly Queue<Call> _calls = new();
    readonly List<(Func<CallLedger, bool> Reached, TaskCompletionSource Signal)> _waiters = [];

    /// <summary>Those that are kept, in order of arrival.</summary>
    public IReadOnlyList<Call> Calls
    {
        get { lock (_gate) return [.. _calls]; }
    }

    /// <summary>All that came.</summary>
    public int Count { get; private set; }

    /// <summary>Being answered now.</summary>
    public int Open { get; private set; }

    /// <summary>The most that were open at one moment.</summary>
    public int MostOpen { get; private set; }

    /// <summary>By how they ended; <see cref="CallEnd.Open"/> is not counted.</summary>
    public int Ended(CallEnd end)
    {
        lock (_gate) return _ended[(int)end];
    }

    readonly int[] _ended = new int[Enum.GetValues<CallEnd>().Length];

    /// <summary>Completes when so many calls have come.</summary>
    public Task ArrivedAsync(int count) => WhenAsync(ledger => ledger.Count >= count);

    /// <summary>Completes when so many calls are open at this moment.</summary>
    public Task OpenAsync(int count) => WhenAsync(ledger => ledger.Open == count);

    /// <summary>Completes when so many calls have come and none is being answered.</summary>
    public Task EndedAsync(int count) => WhenAsync(ledger => ledger.Open == 0 && ledger.Count >= count);

    internal Call Begin(string path, TimeSpan arrived)
    {
        Call call;
        lock (_gate)
        {
            call = new Call(Count++, path, arrived);
            _calls.Enqueue(call);
            if (_calls.Count > kept) _calls.Dequeue();
            MostOpen = Math.Max(MostOpen, ++Open);
        }

        Tell();
        return call;
    }

    internal void Finish(Call call, CallEnd end)
    {
        lock (_gate)
        {
            call.End = end;
            _ended[(int)end]++;
            Open--;
        }

        Tell();
    }

    Task WhenAsync(Func<CallLedger, bool> reached)
    {
        lock (_gate)
        {
            if (reached(this)) return Task.CompletedTask;
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((reached, signal));
            return signal.Task;
        }
    }

    void Tell()
    {
        lock (_gate)
        {
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                if (!_waiters[i].Reached(this)) continue;
                _waiters[i].Signal.SetResult();
                _waiters.RemoveAt(i);
            }
        }
    }
}
