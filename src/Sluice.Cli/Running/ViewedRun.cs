using Sluice.Cli.Backends;
using Sluice.Cli.Curves;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>One pipeline run with a view on it: what both <c>sluice run</c> and each phase of <c>sluice demo</c> are.</summary>
internal sealed class ViewedRun(PipelineSpec spec, StepServers servers, RunView view, TimeProvider time)
{
    /// <summary>Failures seen so far, one of each reason.</summary>
    public FailureExamples Failures { get; } = new();

    /// <summary>Hears of every accepted answer, from the run's own threads; null when nobody wants to.</summary>
    public Action<AnsweredRecord>? Answered { get; init; }

    /// <summary>What is known of the backends; null where nothing is to be, and nothing to be kept.</summary>
    public RunCurves? Curves { get; init; }

    public async Task<RunReport> ExecuteAsync(RunOptions options, StopRequests stop)
    {
        List<string> notices = [.. servers.Away];
        RunCurves? curves = spec.Steps.Any(step => ConcurrencyOf(step, options).IsAuto) ? Curves : null;
        var run = new PipelineRun(spec, curves?.Offer(servers, notices.Add) ?? servers.Backends, options, time);
        view.Started(new RunHeadline
        {
            Pipeline = spec.Name,
            Steps = [.. spec.Steps.Select(step => new StepHeadline
            {
                Step = step.Name,
                Model = servers.Of(step).Model,
                Backend = servers.Of(step).Shown,
                Concurrency = ConcurrencyOf(step, options),
            })],
        });
        notices.ForEach(view.Notice);
        stop.Draining = view.Draining;
        try
        {
            Task<RunReport> running = run.ExecuteAsync(new Listener(this, view), stop.Drain, stop.Abort);
            Task keeping = curves?.KeepAsync(() => run.Progress.Levels, running, view.Notice) ?? Task.CompletedTask;
            await view.WatchAsync(() => run.Progress, running);
            await keeping;
            return await running;
        }
        finally
        {
            stop.Draining = null;
        }
    }

    private ConcurrencySetting ConcurrencyOf(StepSpec step, RunOptions options) => options.Concurrency ?? step.Concurrency ?? spec.Concurrency;

    private sealed class Listener(ViewedRun run, RunView view) : RunObserver
    {
        public override void Answered(AnsweredRecord record) => run.Answered?.Invoke(record);

        public override void Failed(FailedRecord record)
        {
            run.Failures.Add(record);
            view.RecordFailed(record);
        }

        public override void Notice(string sentence) => view.Notice(sentence);
    }
}
