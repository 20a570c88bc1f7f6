using System.Threading.Channels;

namespace Sluice.Pipeline.Storage;

/// <summary>
/// The one writer of a run: gathers what is waiting and commits it as a group. While one group is on its way to the disk the next one
/// gathers, so that a group is as large as the disk is slow and nobody waits for a timer.
/// </summary>
/// <param name="committed">Called after each group that is durable, with the answers in it, on the writer's task: must be quick.</param>
internal sealed class GroupCommitter(RunStore store, StoredStep step, Action<int> committed) : IAsyncDisposable
{
    /// <summary>Entries of one transaction: bounds how much a crash can take with it, and how long a commit takes.</summary>
    public const int MaxGroup = 256;

    readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(2 * MaxGroup) { SingleReader = true });
    WriterThread? thread;
    Task? writer;

    public void Start()
    {
        thread = new WriterThread();
        writer = Task.Factory.StartNew(WriteAsync, CancellationToken.None, TaskCreationOptions.None, thread).Unwrap();
    }

    /// <summary>Completes when the entry is durable. Throws <see cref="StoreException"/> when it cannot be; nothing is accepted after that.</summary>
    public async Task CommitAsync(JournalEntry entry)
    {
        var item = new Waiting(entry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await waiting.Writer.WriteAsync(item);
        }
        catch (ChannelClosedException e) when (e.InnerException is StoreException inner)
        {
            throw new StoreException(inner.Message, inner);
        }

        await item.Durable.Task;
    }

    /// <summary>Waits until everything handed in is durable or refused.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (writer is not null) await writer;
        thread?.Dispose();
    }

    async Task WriteAsync()
    {
        var group = new List<Waiting>(MaxGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MaxGroup && waiting.Reader.TryRead(out var item)) group.Add(item);
            try
            {
                await store.CommitAsync(step, [.. group.Select(item => item.Entry)]);
                committed(group.Count(item => item.Entry.Answer is not null));
            }
            catch (StoreException e)
            {
                Refuse(group, e);
                return;
            }

            foreach (var item in group) item.Durable.SetResult();
        }
    }

    void Refuse(List<Waiting> group, StoreException e)
    {
        waiting.Writer.TryComplete(e);
        foreach (var item in group) item.Durable.SetException(e);
        while (waiting.Reader.TryRead(out var late)) late.Durable.SetException(e);
    }

    sealed record Waiting(JournalEntry Entry, TaskCompletionSource Durable);
}
