using System.Text;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Asks about one record until it is answered or given up. Each call is journalled before anything follows from it.</summary>
internal sealed class RecordAsker(AskTools tools, RunMeter meter, RunStop stop, TimeProvider time)
{
    public async Task<RecordOutcome> AskAsync(Question question)
    {
        var plan = tools.FirstPlan;
        for (var number = 1; ; number++)
        {
            if (await TakeAsync(question, plan) is not { } lease) return new RecordOutcome.Unfinished();

            var call = await CallAsync(lease, question, plan, number);
            if (call.Judgement is Judgement.Accepted accepted)
            {
                tools.Silence.Accepted();
                var answer = new AcceptedAnswer(CompactJson.Of(accepted.Answer), SpanText.Of(accepted.Spans));
                await tools.Committer.CommitAsync(new JournalEntry(question.Record, tools.Journal.Accepted(call), answer));
                return new RecordOutcome.Answered(accepted.Answer, accepted.Spans, number);
            }

            var failure = ((Judgement.Refused)call.Judgement).Failure;
            if (failure.Reason == FailureReason.Cancelled) return new RecordOutcome.Unfinished();

            tools.Silence.Failed(lease.Backend, failure);
            var move = Fate.Decide(plan, failure, call.Reply.Content, call.BackendIsDown);
            await tools.Committer.CommitAsync(new JournalEntry(question.Record, tools.Journal.Failed(call, failure, isFinal: move is NextMove.GiveUp), null));
            switch (move)
            {
                case NextMove.GiveUp:
                    return new RecordOutcome.Failed(failure, call.Response, number);
                case NextMove.PauseRun:
                    await tools.StopForAsync(lease.Backend, failure);
                    return new RecordOutcome.Unfinished();
                case NextMove.Again again:
                    plan = again.Plan with { Avoid = again.AfterPause ? lease.Backend : null };
                    if (again.AfterPause && !await PauseAsync(lease.Backend, failure, plan, call.BackendIsDown)) return new RecordOutcome.Unfinished();
                    break;
            }
        }
    }

    /// <summary>Null when the run is stopping.</summary>
    async Task<BackendLease?> TakeAsync(Question question, AskPlan plan)
    {
        try
        {
            tools.Silence.Begin();
            return await tools.Pool.TakeAsync(plan.Avoid, tools.Tokens.For(question), stop.Stopping);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    async Task<AskedCall> CallAsync(BackendLease lease, Question question, AskPlan plan, int number)
    {
        using (lease)
        {
            var startedAt = time.GetUtcNow();
            meter.CallBegins();
            var (text, reply) = await tools.SendAsync(lease.Backend, question, plan, stop.Cutting);
            var down = reply.Failure?.Reason != FailureReason.Cancelled && lease.End(reply.Failure, reply.Usage);
            tools.Tokens.Learn(reply.Usage);
            var call = new AskedCall(number, startedAt, lease.Backend.Config.Name, text, reply, tools.Judge.Judge(reply, question), down);
            if (reply.Failure?.Reason != FailureReason.Cancelled) Count(call);
            return call;
        }
    }

    void Count(AskedCall call)
    {
        var bytes = Encoding.UTF8.GetByteCount(call.Reply.Content);
        meter.CallEnded(call.Reply.Usage, bytes, accepted: call.Judgement is Judgement.Accepted);
        if (call.Reply.Failure?.Reason is FailureReason.SchemaMismatch or FailureReason.Runaway) meter.Cut(bytes); // only our watch says so of a stream
    }

    /// <summary>False when the run is stopping. A backend that is down, or that said when to come back, makes its callers wait itself.</summary>
    async Task<bool> PauseAsync(PooledBackend backend, Failure failure, AskPlan plan, bool backendIsDown)
    {
        if (backendIsDown || tools.Pool.HasOther(backend)) return true;
        try
        {
            await Task.Delay(tools.Pauses.After(failure, Math.Max(1, plan.Tries.GetValueOrDefault(failure.Reason))), time, stop.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
