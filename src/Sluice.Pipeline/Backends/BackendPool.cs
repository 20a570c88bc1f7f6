namespace Sluice.Pipeline.Backends;

/// <summary>The backends that answer one step.</summary>
internal sealed class BackendPool(BackendBoard board, IReadOnlyList<PooledBackend> backends) : IDisposable
{
    readonly SemaphoreSlim turn = new(1, 1); // one waits for a backend, the others in line behind: no herd when it opens

    public IReadOnlyList<PooledBackend> All => backends;

    /// <summary>Waits for a place: for a rate limit, a server that asked to be left alone, or one that is down.</summary>
    /// <param name="avoid">Where the record's last call failed; null for no preference.</param>
    public async ValueTask<BackendLease> TakeAsync(PooledBackend? avoid, double expectedTokens, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                if (board.TryTake(backends, avoid, expectedTokens, ct, out var ready) is { } lease) return lease;
                await ready;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Whether a call that failed there can be made elsewhere at once.</summary>
    public bool HasOther(PooledBackend than) => backends.Count > 1 && board.HasOther(backends, than);

    public void Dispose() => turn.Dispose();
}
