using System.Text.Json;

namespace Sluice.Testing.ModelServer;

/// <summary>Every call the scripted server got, in order of arrival, kept in the server's process.</summary>
public sealed class CallLedger
{
    readonly Lock gate = new();
    readonly List<LedgerEntry> entries = [];
    readonly List<(int Count, TaskCompletionSource Reached)> waiters = [];
    TaskCompletionSource? idle;
    int open;

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get { lock (gate) return [.. entries]; }
    }

    public int Count
    {
        get { lock (gate) return entries.Count; }
    }

    /// <summary>The most calls that were open at one moment.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Calls that are being answered now.</summary>
    public int OpenNow
    {
        get { lock (gate) return open; }
    }

    /// <summary>Completes when so many calls have arrived: a signal to wait for instead of a sleep.</summary>
    public Task ArrivedAsync(int count)
    {
        lock (gate)
        {
            if (entries.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Completes when no call is being answered: at once when none is.</summary>
    public Task IdleAsync()
    {
        lock (gate)
        {
            if (open == 0) return Task.CompletedTask;
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }

    internal LedgerEntry Open(string path, JsonElement body, string? authorization)
    {
        lock (gate)
        {
            var entry = new LedgerEntry(entries.Count, path, body, authorization);
            entries.Add(entry);
            MostAtOnce = Math.Max(MostAtOnce, ++open);
            foreach (var (_, reached) in waiters.Where(waiter => waiter.Count <= entries.Count)) reached.TrySetResult();
            return entry;
        }
    }

    internal void Close(LedgerEntry entry, CallEnd end)
    {
        lock (gate)
        {
            entry.End = end;
            if (--open > 0) return;
            idle?.TrySetResult();
            idle = null;
        }
    }
}
