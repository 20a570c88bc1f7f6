namespace Sluice.Bench.Events;

/// <summary>
/// When one streamed request was sent and answered, on one monotonic clock; the origin is the log's. The twin fills it from
/// virtual time, a load run from a clock: every measure is a function of this.
/// </summary>
/// <param name="Sent">When the request left.</param>
/// <param name="FirstToken">First chunk with generated text; null when none came.</param>
/// <param name="LastToken">Last chunk with generated text; null when none came.</param>
/// <param name="PromptTokens">By the server's count.</param>
/// <param name="OutputTokens">Generated tokens, reasoning included.</param>
public readonly record struct RequestTiming(TimeSpan Sent, TimeSpan? FirstToken, TimeSpan? LastToken, int PromptTokens, int OutputTokens)
{
    /// <summary>TTFT: queueing, prefill and the way there and back. Null when no token came.</summary>
    public TimeSpan? TimeToFirstToken => FirstToken - Sent;

    /// <summary>TPOT: (last − first) / (output tokens − 1), one value per request. Null below two tokens.</summary>
    public TimeSpan? TimePerOutputToken => OutputTokens < 2 ? null : (LastToken - FirstToken) / (OutputTokens - 1);

    /// <summary>E2E, to the last token.</summary>
    public TimeSpan? EndToEnd => LastToken - Sent;
}
