using Sluice.Pipeline.Storage;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>One call about a record that has ended, and what it is worth.</summary>
/// <param name="Number">Which try of this invocation, from 1.</param>
/// <param name="BackendIsDown">Whether the backend fails everybody.</param>
internal sealed record AskedCall(int Number, DateTimeOffset StartedAt, string Backend, ChatRequest Request, Reply Reply, Judgement Judgement, bool BackendIsDown)
{
    /// <summary>What came back, in the form that tells most.</summary>
    public string Response => Reply.Content.Length > 0 ? Reply.Content : Reply.RawBody ?? Reply.Reasoning ?? "";

    /// <summary>For the journal, when the answer was accepted.</summary>
    public AttemptEntry Attempt => new()
    {
        Number = Number,
        StartedAt = StartedAt,
        FirstToken = Reply.Timing.FirstToken,
        Total = Reply.Timing.Total,
        Backend = Backend,
        Model = Reply.Model,
        FinishReason = Reply.FinishReason,
        PromptTokens = Reply.Usage?.PromptTokens,
        CompletionTokens = Reply.Usage?.CompletionTokens,
        CachedTokens = Reply.Usage?.CachedPromptTokens,
        RequestHash = RequestText.HashOf(RequestText.Of(Request)),
    };

    /// <summary>For the journal, when it was not. The bodies are kept of failures that say something about this request.</summary>
    public AttemptEntry FailedAttempt(Failure failure, bool isFinal)
    {
        var rule = FailureTable.Of(failure.Reason);
        var failed = Attempt with { Reason = rule.Name, Detail = failure.Detail, HttpStatus = failure.HttpStatus, IsFinal = isFinal };
        return rule.ChargedToRecord ? failed with { Request = RequestText.Of(Request), Response = Response } : failed;
    }
}
