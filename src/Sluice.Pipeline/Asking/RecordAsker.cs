using System.Text;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>Asks about one record until it is answered or given up. Each call is journalled before anything follows from it.</summary>
internal sealed class RecordAsker(AskTools tools, RunMeter meter, RunStop stop, TimeProvider time)
{
    public async Task<RecordOutcome> AskAsync(Question question)
    {
        var plan = tools.FirstPlan;
        GroundingTally? first = null;
        for (var number = 1; ; number++)
        {
            if (await TakeAsync(question, plan) is not var (lease, spending)) return new RecordOutcome.Unfinished();

            var call = await CallAsync(lease, spending, question, plan, number);
            if (call.Judgement is Judgement.Accepted accepted)
            {
                tools.Accepted(lease.Backend);
                Judged(ref first, call.Judgement);
                meter.Grounded(first, call.Judgement.Grounding, accepted.Dropped.Count);
                var answer = new AcceptedAnswer(CompactJson.Of(accepted.Answer), SpanText.Of(accepted.Spans));
                await tools.Committer.CommitAsync(new JournalEntry(question.Record, tools.Journal.Accepted(call), answer));
                return new RecordOutcome.Answered(accepted.Answer, accepted.Spans, number);
            }

            var failure = ((Judgement.Refused)call.Judgement).Failure;
            if (failure.Reason == FailureReason.Cancelled) return new RecordOutcome.Unfinished();

            tools.Limits.Silence.Failed(lease.Backend, failure);
            Judged(ref first, call.Judgement);
            var move = await tools.AsksOtherwiseAsync(lease.Backend, call.Asker, failure) ? new NextMove.Again(plan, AfterPause: false) : Fate.Decide(plan, failure, call.Reply.Content, call.BackendIsDown, reasoned: call.Reply.Reasoning is { Length: > 0 });
            await tools.Committer.CommitAsync(new JournalEntry(question.Record, tools.Journal.Failed(call, failure, isFinal: move is NextMove.GiveUp), null));
            switch (move)
            {
                case NextMove.GiveUp:
                    meter.Grounded(first, call.Judgement.Grounding, 0);
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

    /// <summary>The first answer in which values were looked for counts as it was before a re-ask.</summary>
    static void Judged(ref GroundingTally? first, Judgement judgement) => first ??= judgement.Grounding;

    /// <summary>Null when the run is stopping.</summary>
    async Task<(BackendLease Lease, OpenSpending Spending)?> TakeAsync(Question question, AskPlan plan)
    {
        OpenSpending? spending = null;
        try
        {
            spending = await tools.Limits.Spending.TakeAsync(tools.Spendings, stop.Stopping);
            if (spending is null) return null;
            tools.Limits.Silence.Begin();
            return (await tools.Pool.TakeAsync(plan.Avoid, tools.Tokens.For(question), stop.Stopping), spending);
        }
        catch (OperationCanceledException)
        {
            if (spending is not null) tools.Limits.Spending.Ended(spending, Spending.Nothing);
            return null;
        }
    }

    async Task<AskedCall> CallAsync(BackendLease lease, OpenSpending spending, Question question, AskPlan plan, int number)
    {
        using (lease)
        {
            var startedAt = time.GetUtcNow();
            var asker = tools.AskerOf(lease.Backend);
            meter.CallBegins();
            var (text, reply) = await asker.AskAsync(question, plan, tools.NewWatch(), stop.Cutting);
            var judgement = tools.Judge.Judge(reply, question, reasked: plan.Tries.ContainsKey(FailureReason.Ungrounded));
            var down = reply.Failure?.Reason != FailureReason.Cancelled && lease.End(reply.Failure, judgement is Judgement.Accepted, reply.Usage);
            tools.Tokens.Learn(reply.Usage);
            var call = new AskedCall(number, startedAt, lease.Backend.Config.Name, text, reply, judgement, down) { Asker = asker };
            var spent = SpentBy(reply, lease.Backend.Config);
            if (reply.Usage is not null) tools.Spendings.Learn(spent); // before others decide by it
            tools.Limits.Spending.Ended(spending, spent);
            if (reply.Failure?.Reason != FailureReason.Cancelled) Count(call, spent);
            return call;
        }
    }

    /// <summary>What a call took; without a count, as when its answer was cut, what calls took lately.</summary>
    Spending SpentBy(Reply reply, StepBackend backend)
    {
        if (reply.Failure?.Reason == FailureReason.Cancelled) return Spending.Nothing;
        if (reply.Usage is { } usage) return new Spending(usage.PromptTokens + usage.CompletionTokens, backend.Price?.Of(usage.PromptTokens, usage.CompletionTokens));
        if (reply.Content.Length == 0) return Spending.Nothing;
        if (tools.Spendings.Lately is { } lately) return lately;
        tools.Limits.Spending.Uncounted(backend.Name);
        return Spending.Nothing;
    }

    void Count(AskedCall call, Spending spent)
    {
        var bytes = Encoding.UTF8.GetByteCount(call.Reply.Content);
        meter.CallEnded(call.Reply.Usage, bytes, accepted: call.Judgement is Judgement.Accepted, spent.Cost);
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
