namespace Sluice.Pipeline.Running;

/// <summary>Why and how a run stops before its end: drained by its user, aborted by its user, or for a reason of its own.</summary>
internal sealed class RunStop : IDisposable
{
    readonly CancellationTokenSource stopping, cutting;
    string? message;

    /// <param name="drain">The user's wish to finish what is in flight and no more.</param>
    /// <param name="abort">The user's wish to end at once.</param>
    public RunStop(CancellationToken drain, CancellationToken abort)
    {
        cutting = CancellationTokenSource.CreateLinkedTokenSource(abort);
        stopping = CancellationTokenSource.CreateLinkedTokenSource(drain, cutting.Token);
    }

    /// <summary>From here on no new call begins.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>From here on calls in flight are cut.</summary>
    public CancellationToken Cutting => cutting.Token;

    /// <summary>The run's own reason, for people; null when it has none.</summary>
    public string? Message => message;

    /// <summary>Stops the run; the first reason stands.</summary>
    public void Because(string reason, bool cutCalls = false)
    {
        Interlocked.CompareExchange(ref message, reason, null);
        if (cutCalls) cutting.Cancel();
        else stopping.Cancel();
    }

    public void Dispose()
    {
        stopping.Dispose();
        cutting.Dispose();
    }
}
