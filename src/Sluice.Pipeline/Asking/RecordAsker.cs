using System.Text;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Asks about one record until it is answered or given up. Each call is journalled before anything follows from it.</summary>
internal sealed class RecordAsker(AskTools tools, RunMeter meter, RunStop stop, TimeProvider time)
{
    /// <summary>Whether the failure says something about this request, so that its bodies are worth keeping.</summary>
    static bool KeepsBodies(FailureReason reason) => FailureTable.Of(reason).ChargedToRecord;

    public async Task<RecordOutcome> AskAsync(Question question)
    {
        var plan = AskPlan.First(tools.Sampling);
        for (var number = 1; ; number++)
        {
            if (!await MayCallAsync()) return new RecordOutcome.Unfinished();

            var request = tools.Requests.Build(question, plan);
            var startedAt = time.GetUtcNow();
            meter.CallBegins();
            var reply = await tools.Client.ChatAsync(request, tools.NewWatch(), stop.Cutting);
            var judgement = tools.Judge.Judge(reply, question);
            if (judgement is Judgement.Refused { Failure.Reason: FailureReason.Cancelled }) return new RecordOutcome.Unfinished();

            meter.CallEnded(reply.Usage, Encoding.UTF8.GetByteCount(reply.Content), accepted: judgement is Judgement.Accepted);
            if (reply.Failure?.Reason is FailureReason.SchemaMismatch or FailureReason.Runaway) meter.Cut(Encoding.UTF8.GetByteCount(reply.Content)); // only our watch says so of a stream
            var attempt = Attempt(number, startedAt, request, reply);
            if (judgement is Judgement.Accepted accepted)
            {
                tools.Gate.Heard();
                var answer = new AcceptedAnswer(CompactJson.Of(accepted.Answer), SpanText.Of(accepted.Spans));
                await tools.Committer.CommitAsync(new JournalEntry(question.Record, attempt, answer));
                return new RecordOutcome.Answered(accepted.Answer, accepted.Spans, number);
            }

            var failure = ((Judgement.Refused)judgement).Failure;
            var move = Fate.Decide(plan, failure, reply.Content);
            await tools.Committer.CommitAsync(new JournalEntry(question.Record, Failed(attempt, failure, move, request, reply), null));
            switch (move)
            {
                case NextMove.GiveUp:
                    tools.Gate.Heard();
                    return new RecordOutcome.Failed(failure, ResponseOf(reply), number);
                case NextMove.PauseRun:
                    await tools.StopForAsync(failure);
                    return new RecordOutcome.Unfinished();
                case NextMove.Again again:
                    if (!await PauseAsync(again, failure)) return new RecordOutcome.Unfinished();
                    plan = again.Plan;
                    break;
            }
        }
    }

    /// <summary>False when the run is stopping.</summary>
    async Task<bool> MayCallAsync()
    {
        try
        {
            await tools.Gate.WaitAsync(stop.Stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return !stop.Stopping.IsCancellationRequested;
    }

    async Task<bool> PauseAsync(NextMove.Again again, Failure failure)
    {
        if (!again.AfterPause)
        {
            tools.Gate.Heard();
            return true;
        }

        if (FailureTable.Of(failure.Reason).ChargedToRecord) tools.Gate.Heard();
        if (tools.Gate.PauseAfter(failure, again.Plan.Tries[failure.Reason]) is not { } pause)
        {
            stop.Because(tools.Silence(failure));
            return false;
        }

        try
        {
            await Task.Delay(pause, time, stop.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    AttemptEntry Attempt(int number, DateTimeOffset startedAt, ChatRequest request, Reply reply) => new()
    {
        Number = number,
        StartedAt = startedAt,
        FirstToken = reply.Timing.FirstToken,
        Total = reply.Timing.Total,
        Backend = tools.BackendName,
        Model = reply.Model,
        FinishReason = reply.FinishReason,
        PromptTokens = reply.Usage?.PromptTokens,
        CompletionTokens = reply.Usage?.CompletionTokens,
        CachedTokens = reply.Usage?.CachedPromptTokens,
        RequestHash = RequestText.HashOf(RequestText.Of(request)),
    };

    static AttemptEntry Failed(AttemptEntry attempt, Failure failure, NextMove move, ChatRequest request, Reply reply)
    {
        var failed = attempt with
        {
            Reason = FailureTable.Of(failure.Reason).Name,
            Detail = failure.Detail,
            HttpStatus = failure.HttpStatus,
            IsFinal = move is NextMove.GiveUp,
        };
        return KeepsBodies(failure.Reason) ? failed with { Request = RequestText.Of(request), Response = ResponseOf(reply) } : failed;
    }

    /// <summary>What came back, in the form that tells most.</summary>
    static string ResponseOf(Reply reply) =>
        reply.Content.Length > 0 ? reply.Content : reply.RawBody ?? reply.Reasoning ?? "";
}
