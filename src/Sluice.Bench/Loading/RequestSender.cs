using Sluice.Bench.Events;
using Sluice.Bench.Requests;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Bench.Loading;

/// <summary>Sends drafts to one server and turns what came back into events. Never tries again: a failure is a result.</summary>
public sealed class RequestSender(ModelClient client, BenchClock clock)
{
    public BenchClock Clock => clock;

    /// <summary>Opens so many connections where that takes no question: opening is a client's work and would stand in the first times to first token.</summary>
    public Task OpenAsync(int connections, CancellationToken ct) => client.OpenConnectionsAsync(connections, ct);

    /// <param name="scheduled">When the plan wanted it sent.</param>
    /// <param name="text">Gets the written text when nobody counted its tokens, so that a tokenizer can; null to forget it.</param>
    /// <returns>What came, and when its connection was free again: later than the answer's end where the server kept the body open.</returns>
    public async Task<(RequestEvents Request, TimeSpan Free)> SendAsync(int id, RequestDraft draft, TimeSpan scheduled, bool warmUp, int? burst, Action<string>? text, CancellationToken ct)
    {
        using var recorder = new ChunkRecorder(clock, draft.Judge is not null, text is not null);
        var reply = draft.Request is CompletionRequest completion
            ? await client.CompleteAsync(completion, recorder, ct).ConfigureAwait(false)
            : await client.ChatAsync((ChatRequest)draft.Request, recorder, ct).ConfigureAwait(false);
        var sent = clock.At(reply.Timing.Sent);
        var end = sent + reply.Timing.Total;
        if (recorder.Last is { } last && last > end) end = last; // the same moment, rounded twice
        if (reply.Usage is null && recorder.Counts is null && reply.Content.Length + (reply.Reasoning?.Length ?? 0) > 0) text?.Invoke(reply.Reasoning + reply.Content);
        var request = new RequestEvents
        {
            Id = id,
            WarmUp = warmUp,
            Burst = burst,
            Scheduled = scheduled,
            Sent = sent,
            Headers = sent + reply.Timing.Headers,
            End = end,
            Chunks = recorder.Last is null && reply.Failure is null ? [Whole(reply, end)] : recorder.Packed(),
            ChunkCounts = recorder.Counts,
            PromptAimed = draft.PromptAimed,
            OutputAsked = draft.OutputAsked,
            PromptTokens = reply.Usage?.PromptTokens,
            OutputTokens = reply.Usage?.CompletionTokens,
            ReasoningTokens = reply.Usage?.ReasoningTokens,
            CachedTokens = reply.Usage?.CachedPromptTokens ?? reply.ServerTimings?.CachedTokens,
            Finish = reply.FinishReason,
            Failure = reply.Failure?.Reason,
            Detail = reply.Failure?.Detail,
            Status = reply.Failure?.HttpStatus,
            Ignored = reply.Timing.IgnoredEvents,
            Comments = reply.Timing.Comments,
            Valid = reply.Failure is null ? draft.Judge?.Invoke(reply) : null,
            Server = reply.ServerTimings is { } timings ? new ServerTiming(timings.PromptMs, timings.PredictedMs, timings.DraftedTokens, timings.AcceptedTokens) : null,
        };
        return (request, end + reply.Timing.HeldOpen);
    }

    /// <summary>An answer that came as one body although a stream was asked for.</summary>
    static ChunkEvent Whole(Reply reply, TimeSpan end) => new(end, reply.Reasoning?.Length ?? 0, reply.Content.Length, reply.ToolCalls.Sum(call => call.Arguments.Length), null);
}
