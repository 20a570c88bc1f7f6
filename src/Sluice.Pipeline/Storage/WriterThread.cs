using System.Collections.Concurrent;

namespace Sluice.Pipeline.Storage;

/// <summary>
/// Runs the tasks of one writer on a thread of their own. On the pool a commit would stand in line behind the requests that the commit before it let go: with
/// 256 answers that come together, several milliseconds.
/// </summary>
internal sealed class WriterThread : TaskScheduler, IDisposable
{
    readonly BlockingCollection<Task> tasks = [];

    public WriterThread() => new Thread(Work) { IsBackground = true, Name = "run store" }.Start();

    public override int MaximumConcurrencyLevel => 1;

    public void Dispose() => tasks.CompleteAdding();

    protected override void QueueTask(Task task) => tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. tasks];

    void Work()
    {
        foreach (var task in tasks.GetConsumingEnumerable()) TryExecuteTask(task);
    }
}
