using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Backends;

/// <summary>A place for one call at a backend. Ended exactly once.</summary>
/// <param name="isTrial">Whether a breaker waits for how it ends.</param>
/// <param name="expectedTokens">What was set aside for it.</param>
/// <param name="began">When the place was taken.</param>
internal sealed class BackendLease(BackendBoard board, PooledBackend backend, bool isTrial, double expectedTokens, TimeSpan began) : IDisposable
{
    bool ended;

    public PooledBackend Backend => backend;

    /// <summary>The call is over. True when the backend is down, so that a failure says nothing about the record.</summary>
    /// <param name="failure">What the server or the network did; null when an answer came.</param>
    /// <param name="accepted">Whether that answer was accepted: only then its tokens count for the backend's rate.</param>
    public bool End(Failure? failure, bool accepted, TokenUsage? usage)
    {
        ended = true;
        var more = usage is not null ? usage.PromptTokens + usage.CompletionTokens - expectedTokens : failure is null ? 0 : -expectedTokens;
        return board.End(backend, isTrial, failure, accepted, more, began, usage?.CompletionTokens) && !isTrial;
    }

    /// <summary>Gives the place back when no call was made, or it was cut.</summary>
    public void Dispose()
    {
        if (!ended) board.End(backend, isTrial, new Failure(FailureReason.Cancelled, ""), accepted: false, -expectedTokens, began, null);
        ended = true;
    }
}
