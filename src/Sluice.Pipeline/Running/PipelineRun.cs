using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Output;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Pipeline.Running;

/// <summary>One invocation of a run: reads the input, asks about what has no answer yet, and keeps everything.</summary>
/// <param name="backends">Who may answer, at least one: calls are spread by load, and a failed one goes elsewhere.</param>
public sealed class PipelineRun(PipelineSpec spec, IReadOnlyList<StepBackend> backends, RunOptions options, TimeProvider? time = null)
{
    readonly TimeProvider time = time ?? TimeProvider.System;
    readonly RunMeter meter = new(time ?? TimeProvider.System);
    readonly string outputPath = Path.GetFullPath(options.OutputPath ?? spec.OutputPath);
    readonly string storePath = Path.GetFullPath(options.StorePath);

    /// <summary>The run as it is now. May be called at any time from any thread.</summary>
    public RunProgress Progress => meter.Snapshot();

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
            var identity = Identity();
            await using var store = SqliteRunStore.Open(storePath);
            var stored = await store.OpenStepAsync(identity, time.GetUtcNow(), CancellationToken.None);
            await using var files = new RunFiles(store, stored, outputPath, reason => stop.Because(reason, cutCalls: true));
            await files.StartAsync();

            var register = new KeyRegister(spec.Input.Files);
            var work = new StepWork(spec, backends, options, store, stored, identity.Config, files, register, meter, stop, observer, time);
            var plan = await work.RunAsync();
            undecided = work.Undecided;
            var now = meter.Snapshot();
            await files.FinishAsync(rewrite: plan.Changed > 0, expectedAnswers: plan.ReachedEnd ? now.Resumed + now.Answered : null, keep: plan.ReachedEnd ? register.Contains : null);
            (changed, failures) = (plan.Changed, files.Failures);
        }
        catch (StoreException e)
        {
            stop.Because(e.Message, cutCalls: true);
        }

        return Report(stop, changed, failures, drain, abort) with { Undecided = undecided };
    }

    RunReport Report(RunStop stop, long changed, long failures, CancellationToken drain, CancellationToken abort) => new()
    {
        Ending = stop.Message is not null ? RunEnding.Stopped
            : abort.IsCancellationRequested ? RunEnding.Aborted
            : drain.IsCancellationRequested ? RunEnding.Drained
            : RunEnding.Finished,
        Message = stop.Message,
        Progress = meter.Snapshot(),
        Changed = changed,
        OutputPath = outputPath,
        FailuresPath = failures > 0 ? RunFiles.FailuresPathOf(outputPath) : null,
        StorePath = storePath,
    };

    StepIdentity Identity()
    {
        var step = spec.Steps[0];
        var config = StepConfig.Of(step, backends[0].AskedAs ?? backends[0].Model);
        return new StepIdentity { Run = spec.Name, Path = spec.Path, Step = step.Name, Config = config, ConfigHash = StepConfig.HashOf(config) };
    }
}
