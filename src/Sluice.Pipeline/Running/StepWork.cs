using System.Threading.Channels;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Running;

/// <summary>Runs one step over the whole input: one planner reads, as many workers as the concurrency ask, one writer commits.</summary>
internal sealed class StepWork(
    PipelineSpec spec, IReadOnlyList<StepBackend> backends, RunOptions options, RunStore store, StoredStep stored, string config, RunFiles files,
    KeyRegister register, RunMeter meter, RunStop stop, RunObserver observer, TimeProvider time)
{
    readonly StepSpec step = spec.Steps[0];
    readonly RecordSource source = options.Sample is { } size ? new SampledSource(RecordSource.Of(spec.Input), size, options.Seed) : RecordSource.Of(spec.Input);
    readonly int concurrency = options.Concurrency ?? spec.Concurrency;

    ChangedInputCheck? changes;

    /// <summary>What the run stopped at; null when it did not.</summary>
    public ChangedRecords? Undecided => changes?.Undecided;

    public async Task<RecordPlanner> RunAsync()
    {
        await using var committer = new GroupCommitter(store, stored, files.Changed);
        committer.Start();
        using var board = new BackendBoard(options.Backoff, time);
        using var pool = new BackendPool(board, [.. backends.Select(board.Of)]);
        using var endOfCount = CancellationTokenSource.CreateLinkedTokenSource(stop.Stopping);
        var counting = CountAsync(endOfCount.Token);

        // One question waits for each worker: enough that no worker waits for the disk, little enough to hold.
        var questions = Channel.CreateBounded<Question>(concurrency);
        var canBeReadAgain = spec.Input.Files.All(file => file.CanBeReadAgain);
        changes = new ChangedInputCheck(source, canBeReadAgain, options, store, stored, stop);
        var duplicates = new DuplicateCheck(spec.Input.Duplicates, register);
        var reuse = options.KeepFittingAnswers && step.Schema is { } schema ? new AnswerReuse(schema, config, store, stored, committer) : null;
        var planner = new RecordPlanner(source, new QuestionWriter(step), store, stored, committer, duplicates, changes, reuse, meter, observer);
        var planning = PlanAsync(planner, reuse, questions.Writer);
        if (await questions.Reader.WaitToReadAsync()) await AskAsync(questions.Reader, pool, committer);
        await planning;

        await endOfCount.CancelAsync();
        await counting;
        if (planner.ReadAll) meter.TotalIs(planner.Read);
        return planner;
    }

    async Task PlanAsync(RecordPlanner planner, AnswerReuse? reuse, ChannelWriter<Question> questions)
    {
        try
        {
            await planner.PlanAsync(questions, options.Limit, isPart: options.Sample is not null || spec.Input.StandsIn, stop.Stopping);
            if (planner.Read == 0) stop.Because($"the input has no records: {string.Join(", ", spec.Input.Files.Select(file => file.Name))}");
            if (planner.Changed > 0) observer.Notice($"{planner.Changed} records have changed since this run last saw them; they are asked about again");
            if (planner.Outdated > 0) observer.Notice($"{planner.Outdated} records have changed since they were answered; the answers to their old content are kept");
            if (reuse is { Seen: > 0 }) observer.Notice($"the schema has changed: of {reuse.Seen} stored answers {reuse.Kept} fit it and are kept, the others are asked again (--on-changed-schema rerun asks all again)");
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            // What was not planned is planned next time.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            stop.Because($"the input cannot be read: {e.Message}");
        }
        catch (Exception e)
        {
            stop.Because(e.Message, cutCalls: true);
            throw;
        }
        finally
        {
            questions.TryComplete();
        }
    }

    async Task AskAsync(ChannelReader<Question> questions, BackendPool pool, GroupCommitter committer)
    {
        if (!await new BackendProbe(options.Backoff, stop, observer, time).LookAsync(pool.All)) return;

        using var silence = new SilenceLimit(options.Silence ?? spec.Limits.NoAnswer, stop, time);
        var tools = new AskTools(step, pool, committer, new RetryPauses(options.Backoff), silence, stop);
        if (tools.UnwatchedBecause is { } problem) observer.Notice(problem);
        var asker = new RecordAsker(tools, meter, stop, time);
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => WorkAsync(questions, asker)));
    }

    async Task WorkAsync(ChannelReader<Question> questions, RecordAsker asker)
    {
        try
        {
            await foreach (var question in questions.ReadAllAsync(stop.Stopping)) Note(question, await AskOneAsync(question, asker));
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            // Questions that wait are asked next time.
        }
        catch (StoreException e)
        {
            stop.Because(e.Message, cutCalls: true);
        }
        catch (Exception e)
        {
            stop.Because(e.Message, cutCalls: true); // a bug: the other workers must not go on for hours before it is seen
            throw;
        }
    }

    async Task<RecordOutcome> AskOneAsync(Question question, RecordAsker asker)
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

    void Note(Question question, RecordOutcome outcome)
    {
        switch (outcome)
        {
            case RecordOutcome.Answered answered:
                meter.Answered();
                observer.Answered(new AnsweredRecord(question.Record, question.Source, answered.Answer, answered.Spans, answered.Attempts));
                break;
            case RecordOutcome.Failed failed:
                var reason = FailureTable.Of(failed.Failure.Reason).Name;
                meter.Failed(reason);
                observer.Failed(new FailedRecord(question.Record, reason, failed.Failure.Detail, failed.Response, failed.Attempts));
                break;
        }
    }

    /// <summary>Counts the input beside the run, so that people see how far it is long before it was read.</summary>
    async Task CountAsync(CancellationToken ct)
    {
        try
        {
            var count = await Task.Run(() => source.CountAsync(ct), ct);
            if (count is { } known) meter.TotalIs(Math.Min(known, options.Limit ?? known));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The total stays unknown; the planner reads the same files and says what is wrong with them.
        }
    }
}
