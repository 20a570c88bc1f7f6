using System.Globalization;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Running;

/// <summary>One invocation of a run: reads the input, asks about what has no answer yet, and keeps everything.</summary>
/// <param name="backends">Who may answer each step, by its name, at least one: calls are spread by load, and a failed one goes elsewhere.</param>
public sealed class PipelineRun(PipelineSpec spec, IReadOnlyDictionary<string, IReadOnlyList<StepBackend>> backends, RunOptions options, TimeProvider? time = null)
{
    readonly TimeProvider time = time ?? TimeProvider.System;
    readonly RunMeter meter = new(time ?? TimeProvider.System);
    readonly string outputPath = Path.GetFullPath(options.OutputPath ?? spec.OutputPath);
    long lost;
    volatile RunWork? current;
    readonly string storePath = Path.GetFullPath(options.StorePath);

    /// <summary>How the store is opened; tests open one that breaks.</summary>
    internal Func<string, SqliteRunStore> OpenStore { get; init; } = SqliteRunStore.Open;

    /// <param name="backends">Answer every step.</param>
    public PipelineRun(PipelineSpec spec, IReadOnlyList<StepBackend> backends, RunOptions options, TimeProvider? time = null)
        : this(spec, spec.Steps.ToDictionary(step => step.Name, _ => backends), options, time)
    {
    }

    /// <summary>The run as it is now. May be called at any time from any thread.</summary>
    public RunProgress Progress => meter.Snapshot() with { Levels = current?.Levels ?? [] };

    /// <summary>Runs to the end, or to a stop. Does not throw for what can be expected; the report says what happened.</summary>
    /// <param name="drain">Cancelled: no new call begins, what is in flight is finished and kept.</param>
    /// <param name="abort">Cancelled: calls in flight are cut too.</param>
    public async Task<RunReport> ExecuteAsync(RunObserver observer, CancellationToken drain, CancellationToken abort = default)
    {
        using var stop = new RunStop(drain, abort);
        var (changed, failures) = (0L, 0L);
        ChangedRecords? undecided = null;
        try
        {
            using var held = RunLock.Take(storePath, spec.Name);
            await using var store = OpenStore(storePath);
            var identities = StepIdentities.Of(spec, step => backends[step.Name][0].AskedAs ?? backends[step.Name][0].Model);
            var stored = new List<StoredStep>();
            var now = time.GetUtcNow(); // the same for all: so the store knows which steps belong together
            foreach (var identity in identities) stored.Add(await store.OpenStepAsync(identity, now, CancellationToken.None));
            await NoteLossAsync(held, store, stored[0], observer);
            var invocation = await store.BeginInvocationAsync(stored[0], new InvocationEntry(time.GetUtcNow(), options.Command), CancellationToken.None);
            await using var files = FilesOf(store, stored, stop);
            await files.StartAsync();

            var register = new KeyRegister(spec.Input.Files);
            var graph = new StepGraph(spec.Steps);
            (StepIdentity, StoredStep)[] steps = [.. identities.Zip(stored)];
            await using var lines = new StepLines([.. spec.Steps.Select((_, place) => LineOf(place, store, steps, held, files))]);
            using var limits = new RunLimits(spec.Limits, options, stop, time);
            using var work = new RunWork(spec, graph, lines.All, options, store, register, invocation.ContinuesSince, meter, limits, stop, observer, time);
            current = work;
            var plan = await work.RunAsync();
            undecided = work.Undecided;
            await lines.DisposeAsync(); // what they still commit belongs in the files
            if (plan.ReachedEnd) await store.MarkGoneAsync(stored[0], register.Count, register.Contains);
            await files.FinishAsync(rewrite: plan.Changed > 0, expectedAnswers: plan.ReachedEnd ? work.Complete + plan.Outdated : null, keep: plan.ReachedEnd ? register.Contains : null);
            (changed, failures) = (plan.Changed, files.Failures);
            await store.EndInvocationAsync(invocation.Id, time.GetUtcNow(), EndingOf(stop, drain, abort).ToString().ToLowerInvariant(), stop.Message);
        }
        catch (StoreException e)
        {
            stop.Because(e.Message, cutCalls: true);
        }

        return Report(stop, changed, failures, drain, abort) with { Undecided = undecided };
    }

    /// <summary>Says how many answers the store has had and has no more: a journal that was cut or torn took them.</summary>
    async Task NoteLossAsync(RunLock held, RunStore store, StoredStep step, RunObserver observer)
    {
        var known = await store.CountAnswersAsync(step, CancellationToken.None);
        lost = Math.Max(0, held.Answers - known);
        held.Answers = known;
        if (lost > 0) observer.Notice(string.Create(CultureInfo.InvariantCulture,
            $"{lost:N0} answers that were accepted before are no longer in the run store: its journal was cut or torn. Their records are asked about again"));
    }

    static RunEnding EndingOf(RunStop stop, CancellationToken drain, CancellationToken abort) =>
        stop.Message is not null ? RunEnding.Stopped
        : abort.IsCancellationRequested ? RunEnding.Aborted
        : drain.IsCancellationRequested ? RunEnding.Drained
        : RunEnding.Finished;

    RunReport Report(RunStop stop, long changed, long failures, CancellationToken drain, CancellationToken abort) => new()
    {
        Ending = EndingOf(stop, drain, abort),
        Message = stop.Message,
        Progress = Progress,
        Changed = changed,
        Lost = lost,
        OutputPath = outputPath,
        FailuresPath = failures > 0 ? RunFiles.FailuresPathOf(outputPath) : null,
        StorePath = storePath,
    };

    RunFiles FilesOf(RunStore store, List<StoredStep> stored, RunStop stop)
    {
        var named = spec.Steps.Select((step, place) => (step.Name, Stored: stored[place])).ToList();
        var output = spec.OutputSteps.Select(name => named.Find(step => step.Name == name)).ToList();
        return new RunFiles(store, output, named, outputPath, new OutputLines(spec.OutputFormat, spec.Steps.Any(step => step.IsBatch), spec.OutputFields), reason => stop.Because(reason)); // what is in flight is still kept in the store
    }

    StepLine LineOf(int place, RunStore store, (StepIdentity Identity, StoredStep Stored)[] steps, RunLock held, RunFiles files)
    {
        var step = spec.Steps[place];
        var (identity, stored) = steps[place];
        var committer = new GroupCommitter(store, stored, answers =>
        {
            held.Add(answers);
            files.Changed();
        });
        committer.Start();
        return new StepLine(place, step with { Sampling = options.Overrides.Apply(step.Sampling) }, backends[step.Name], stored, options.Concurrency ?? step.Concurrency ?? spec.Concurrency, committer, meter.Step(step.Name))
        {
            Journal = new AttemptJournal(spec.KeepBodies, options.Overrides.ToJson()),
            Reuse = new AnswerReuse(step.Schema, identity.Config, options.KeepFittingAnswers, store, stored, new EarlierQuestions(new QuestionWriter(step), steps, store), committer),
        };
    }
}
