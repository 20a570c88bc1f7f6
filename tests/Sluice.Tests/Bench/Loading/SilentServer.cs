namespace Sluice.Tests.Bench.Loading;

/// <summary>Takes requests and answers none. Who gives one up goes on in that very moment, on the same thread.</summary>
sealed class SilentServer(int requests) : HttpMessageHandler
{
    readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _asked;

    /// <summary>Completes when so many requests were taken.</summary>
    public Task Asked => _all.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using var givenUp = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        if (Interlocked.Increment(ref _asked) == requests) _all.SetResult();
        return await never.Task.ConfigureAwait(false);
    }
}
