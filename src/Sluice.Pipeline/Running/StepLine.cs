using System.Threading.Channels;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Running;

/// <summary>One step at work: its queue, as many workers as its concurrency, one writer that commits.</summary>
internal sealed class StepLine(int place, StepSpec step, IReadOnlyList<StepBackend> backends, StoredStep stored, ConcurrencySetting concurrency, GroupCommitter committer, RunMeter meter) : IAsyncDisposable
{
    // Questions that wait. For a first step one for each worker: enough that none waits for the disk, little enough to hold. A later
    // step may fall behind by more than that before the ones in front of it have to wait.
    const int LeastOfLaterSteps = 1024;
    const int MostWaiting = 256; // where the number of workers is found while running

    readonly Channel<(RecordFlow Flow, Question Question)> queue =
        Channel.CreateBounded<(RecordFlow, Question)>(step.Uses.Count == 0 ? concurrency.Fixed ?? MostWaiting : Math.Max(concurrency.Fixed ?? 0, LeastOfLaterSteps));

    static readonly TimeSpan LongestCount = TimeSpan.FromSeconds(1);

    public string Name => step.Name;

    public IReadOnlyList<StepBackend> Backends => backends;

    public StoredStep Stored => stored;

    public GroupCommitter Committer => committer;

    public RunMeter Meter => meter;

    /// <summary>Says what is kept of each call.</summary>
    public required AttemptJournal Journal { get; init; }

    /// <summary>Keeps answers that were given under other configurations.</summary>
    public required AnswerReuse Reuse { get; init; }

    public QuestionWriter Writer { get; } = new(step);

    /// <summary>Waits while the step is behind.</summary>
    public ValueTask EnqueueAsync(RecordFlow flow, Question question, CancellationToken stopping) => queue.Writer.WriteAsync((flow, question), stopping);

    /// <summary>No further question comes.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>Asks what comes until <see cref="Complete"/>, or until the run stops. A server whose step has nothing to ask is not reached for.</summary>
    public async Task RunAsync(StepRouter router, BackendBoard board, RunLimits limits, BackoffOptions backoff, FormMemory memory, Task counted, RunObserver observer, RunStop stop, TimeProvider time)
    {
        try
        {
            if (!await queue.Reader.WaitToReadAsync(stop.Stopping)) return;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        using var pool = new BackendPool(board, [.. backends.Select(board.Of)]);
        if (!await new BackendProbe(backoff, stop, observer, time).LookAsync(pool.All)) return;

        var grammar = StepGrammar.Of(step.Schema);
        var choice = new FormChoice(step, grammar.Machine, memory, observer, stop);
        using var tools = new AskTools(step, grammar, pool, await choice.DecideAsync(pool.All), choice, committer, new RetryPauses(backoff), limits, stop, time) { Journal = Journal };
        if (grammar.Problem is { } problem) observer.Notice(problem);
        var asker = new RecordAsker(tools, meter, stop, time);
        if (concurrency.IsAuto) board.Adapt(pool.All, await LeftAsync(counted, time), step.Timeouts.Total);
        await new WorkerCrew(() => concurrency.Fixed ?? board.Wanted(pool.All), () => WorkAsync(asker, router, limits.Failures, observer, stop)).RunAsync();
    }

    public ValueTask DisposeAsync() => committer.DisposeAsync();

    /// <summary>Records that this step has still to ask about; null when the input does not tell within a moment.</summary>
    async Task<long?> LeftAsync(Task counted, TimeProvider time)
    {
        await Task.WhenAny(counted, Task.Delay(LongestCount, time));
        var now = meter.Snapshot();
        return now.Total - now.Resumed - now.Merged;
    }

    /// <summary>One record; false when there is none left, or the run stops.</summary>
    async Task<bool> WorkAsync(RecordAsker asker, StepRouter router, FailureLimit failures, RunObserver observer, RunStop stop)
    {
        try
        {
            (RecordFlow Flow, Question Question) next;
            while (!queue.Reader.TryRead(out next))
            {
                if (!await queue.Reader.WaitToReadAsync(stop.Stopping)) return false;
            }

            stop.Stopping.ThrowIfCancellationRequested();
            Note(next.Flow, next.Question, await AskAsync(next.Question, asker), next.Flow.Known(place).LastFailure is null ? failures : null, observer);
            await router.AdvanceAsync(next.Flow);
            return true;
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            return false; // questions that wait are asked next time
        }
        catch (StoreException e)
        {
            stop.Because(e.Message, cutCalls: true);
            return false;
        }
        catch (Exception e)
        {
            stop.Because(e.Message, cutCalls: true); // a bug: the other workers must not go on for hours before it is seen
            throw;
        }
    }

    async Task<RecordOutcome> AskAsync(Question question, RecordAsker asker)
    {
        meter.RecordBegins();
        try
        {
            return await asker.AskAsync(question);
        }
        finally
        {
            meter.RecordLeaves();
        }
    }

    /// <param name="failures">Null when the outcome does not count there.</param>
    void Note(RecordFlow flow, Question question, RecordOutcome outcome, FailureLimit? failures, RunObserver observer)
    {
        switch (outcome)
        {
            case RecordOutcome.Answered answered:
                meter.Answered();
                failures?.Answered();
                flow.Answered(place, answered.Answer, resumed: false);
                observer.Answered(new AnsweredRecord(question.Record, question.Source, answered.Answer, answered.Spans, answered.Attempts) { Step = Name });
                break;
            case RecordOutcome.Failed failed:
                var reason = FailureTable.Of(failed.Failure.Reason).Name;
                meter.Failed(reason);
                flow.Failed(place, reason);
                var record = new FailedRecord(question.Record, reason, failed.Failure.Detail, failed.Response, failed.Attempts) { Step = Name };
                failures?.Failed(record);
                observer.Failed(record);
                break;
        }
    }
}
