using System.Security.Cryptography;
using System.Text;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Client;

namespace Sluice.Pipeline.Asking;

/// <summary>One call about a record that has ended, and what it is worth.</summary>
/// <param name="Number">Which try of this invocation, from 1.</param>
/// <param name="Request">Its body as it was sent.</param>
/// <param name="BackendIsDown">Whether the backend fails everybody.</param>
internal sealed record AskedCall(int Number, DateTimeOffset StartedAt, string Backend, string Request, Reply Reply, Judgement Judgement, bool BackendIsDown)
{
    /// <summary>Who made the call.</summary>
    public required BackendAsker Asker { get; init; }

    /// <summary>What came back, in the form that tells most.</summary>
    public string Response => Reply.Content.Length > 0 ? Reply.Content : Reply.RawBody ?? Reply.Reasoning ?? "";

    /// <summary>What the journal keeps of every call.</summary>
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
        Detail = Judgement is Judgement.Accepted accepted ? DroppedText.Of(accepted.Dropped) : null,
        RequestHash = SHA256.HashData(Encoding.UTF8.GetBytes(Request)),
    };
}
