using System.Threading.Tasks.Sources;

namespace Sluice.Twin.Serving.Live;

/// <summary>
/// One request in the live model: how many of its tokens have been made. The step loop only raises the count; whoever writes them out
/// waits here and takes all there are at once, so a slow reader costs the loop nothing. One waiter at a time.
/// </summary>
sealed class LiveAnswer(int id, int tokens) : IValueTaskSource<int>
{
    readonly Lock _gate = new();
    ManualResetValueTaskSourceCore<int> _signal; // continues on the thread that wakes: many writers share one work item
    int _awaited = Nobody;   // tokens that are not enough for who waits
    int _ready;
    LiveEnd _end = LiveEnd.Open;

    const int Nobody = int.MaxValue;

    public int Id => id;

    /// <summary>Tokens it will have.</summary>
    public int Tokens => tokens;

    /// <summary>Why no more will come; <see cref="LiveEnd.Open"/> while some may.</summary>
    public LiveEnd End
    {
        get { lock (_gate) return _end; }
    }

    /// <summary>When the newest token was due, seconds on the model's clock.</summary>
    public double Due { get; private set; }

    /// <summary>Completes when more than that many tokens are made, or none will come any more, with how many there are.</summary>
    public ValueTask<int> MoreThanAsync(int taken)
    {
        lock (_gate)
        {
            if (_ready > taken || _end != LiveEnd.Open) return ValueTask.FromResult(_ready);
            _signal.Reset();
            _awaited = taken;
            return new ValueTask<int>(this, _signal.Version);
        }
    }

    /// <summary>One more token; true when someone waits, and <see cref="Wake"/> must follow.</summary>
    internal bool Emit(double due)
    {
        lock (_gate)
        {
            Due = due;
            if (++_ready == tokens && _end == LiveEnd.Open) _end = LiveEnd.Whole;
            if (_ready <= _awaited) return false;
            _awaited = Nobody;
            return true;
        }
    }

    /// <summary>Runs who waits on this thread, up to its next wait.</summary>
    internal void Wake() => _signal.SetResult(Volatile.Read(ref _ready));

    /// <summary>No more tokens; those that were made stay. The first end counts.</summary>
    internal void Stop(LiveEnd end)
    {
        lock (_gate)
        {
            if (_end == LiveEnd.Open) _end = end;
            if (_awaited == Nobody) return;
            _awaited = Nobody;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static answer => answer.Wake(), this, preferLocal: false); // the caller has more to do
    }

    int IValueTaskSource<int>.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);
}
