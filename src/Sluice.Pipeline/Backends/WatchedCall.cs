using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>A call whose first token is waited for.</summary>
/// <param name="sent">Timestamp.</param>
internal sealed class WatchedCall(FirstTokenWatch watch, long sent, CancellationToken cutting) : IDisposable
{
    readonly CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cutting);
    readonly Lock gate = new();
    bool heard, disposed;

    public long Sent => sent;

    /// <summary>Cancelled when the first token is overdue, or the run cuts its calls.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Why the call was cut; null when it was not.</summary>
    public Failure? Overdue { get; set; }

    /// <summary>Something of the answer came. Called for every chunk: must be quick.</summary>
    public void Heard()
    {
        if (heard) return;
        heard = true;
        watch.Heard(this);
    }

    public void Cut()
    {
        lock (gate)
        {
            if (!disposed) source.Cancel();
        }
    }

    public void Dispose()
    {
        watch.Forget(this);
        lock (gate)
        {
            disposed = true;
            source.Dispose();
        }
    }
}
