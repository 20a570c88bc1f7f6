namespace Sluice.Twin.Serving.Live;

/// <summary>
/// Lets the writers of one step's tokens run, many to a work item: ten thousand single ones cost the pool more than the writing.
/// The step loop goes on meanwhile. For one thread at a time.
/// </summary>
sealed class FanOut
{
    // 64 writes take about half a millisecond: what else waits for a thread, such as new connections, comes in between.
    const int Most = 64;

    Batch? _open;

    public void Add(LiveAnswer answer)
    {
        _open ??= new Batch();
        _open.Answers[_open.Count++] = answer;
        if (_open.Count == Most) Start();
    }

    /// <summary>Starts what is not started yet.</summary>
    public void Start()
    {
        if (_open is not { } batch) return;
        _open = null;
        ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
    }

    sealed class Batch : IThreadPoolWorkItem
    {
        public readonly LiveAnswer[] Answers = new LiveAnswer[Most];
        public int Count;

        public void Execute()
        {
            for (var i = 0; i < Count; i++) Answers[i].Wake();
        }
    }
}
