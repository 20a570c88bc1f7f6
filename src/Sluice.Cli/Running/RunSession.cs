using Sluice.Cli.Backends;
using Sluice.Cli.Commands;
using Sluice.Cli.Configuration;
using Sluice.Cli.Curves;
using Sluice.Cli.Problems;
using Sluice.Cli.Running.DryRuns;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Cli.Running;

/// <summary><c>sluice run</c> from its request to its exit code.</summary>
internal static class RunSession
{
    public static async Task<int> RunAsync(RunRequest request, Terminal terminal)
    {
        PipelineSpec spec = await LoadAsync(request, terminal);
        string outputPath = request.Output is { } typed ? terminal.Opened(typed) : spec.OutputPath;
        if (DevicePaths.IsDevice(outputPath)) throw new CouldNotRunException($"--output {outputPath}", "answers are written beside the old file and put in its place, which a device does not bear", "the path of a file; 'sluice export' writes to standard output");
        BackendPlanner planner = Planner(request.Config, terminal);
        using var stop = new StopRequests(terminal, request.Grace);
        await using StepServers servers = await StepServers.OpenAsync(
            spec, step => planner.Plan(request.Server, step.Model, request.IsBatch ? $"{request.Input}: body.model" : $"{request.Pipeline}: steps.{step.Name}.model"), request.Concurrency?.Fixed, stop.Drain, mayBeAway: request.IsDry);
        if (request.IsDry) return await new DryRunSession(request, spec, servers, terminal).RunAsync(stop.Drain);

        terminal = terminal.Dispensable(); // a run's answers do not depend on its view
        RunView view = ViewFor(request, terminal);
        var run = new ViewedRun(servers.Fit(spec), servers, view, terminal.Time) { Curves = request.NoCurve ? null : new RunCurves(terminal, request.Curve) };
        RunOptions options = OptionsFor(request, terminal);
        RunReport report = await run.ExecuteAsync(options, stop);
        if (report.Undecided is { } changed && !request.Json && ChangedInputQuestion.Ask(changed, terminal) is { } decision)
            report = await run.ExecuteAsync(options with { OnChangedInput = decision }, stop);
        int exitCode = ExitCodeOf(report);
        view.Finished(report, run.Curves?.Stored ?? [], exitCode);
        if (!request.Json) RunSummary.Write(report, run.Failures.Snapshot(), run.Curves?.Stored ?? [], request, terminal);
        return exitCode;
    }

    public static BackendPlanner Planner(string? config, Terminal terminal) => new(
        () => ConfigFile.Load(config, terminal.WorkingFolder, terminal.Environment, () => SluiceHome.Find(terminal.Environment, terminal.ExecutableFolder)),
        terminal.Environment);

    /// <summary>Records that failed, or are still open, are findings. A run that stopped before its first answer did nothing.</summary>
    public static int ExitCodeOf(RunReport report) => report switch
    {
        { Ending: RunEnding.Finished, Progress.Failed: 0 } => ExitCode.Done,
        { Ending: RunEnding.Stopped, Progress.Answered: 0 } => ExitCode.CouldNotRun,
        _ => ExitCode.DoneWithFindings,
    };

    private static async Task<PipelineSpec> LoadAsync(RunRequest request, Terminal terminal)
    {
        if (!request.IsBatch)
        {
            PipelineSpec spec = PipelineLoading.Load(request.Pipeline!, terminal, request.Input);
            return spec with { OutputFormat = request.OutputFormat ?? spec.OutputFormat };
        }

        PipelineSpec batch = PipelineLoading.LoadBatch(request.Input!, terminal.Opened(request.Output!), terminal);
        string? model = request.Server.Model ?? await BatchFile.FirstModelAsync(batch, CancellationToken.None);
        if (model is null) throw new CouldNotRunException(request.Input!, "its first request names no model", "--model NAME");
        return batch with { Steps = [batch.Steps[0] with { Model = model }], OutputFormat = request.OutputFormat ?? batch.OutputFormat };
    }

    private static RunOptions OptionsFor(RunRequest request, Terminal terminal) => new()
    {
        StorePath = terminal.Opened(request.Store ?? RunOptions.DefaultStorePath),
        OutputPath = request.Output is { } output ? terminal.Opened(output) : null,
        Concurrency = request.Concurrency,
        KeepGoing = request.KeepGoing,
        Limit = request.Limit,
        Sample = request.Sample,
        Seed = request.Seed ?? 0,
        Command = new StoredCommand(terminal.WorkingFolder, terminal.Arguments),
        OnlyFailed = request.OnlyFailed?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Overrides = SamplingOverrides.TryParse(request.Set, out SamplingOverrides? overrides, out string? problem) ? overrides : throw new CouldNotRunException("--set", problem, SamplingOverrides.Allowed),
        OnChangedInput = request.OnChangedInput,
        KeepFittingAnswers = request.KeepFittingAnswers,
    };

    private static RunView ViewFor(RunRequest request, Terminal terminal) => request switch
    {
        { Json: true } => new JsonView(terminal),
        { Quiet: true } => new QuietView(terminal),
        _ when terminal.IsScreen => new LiveView(terminal),
        _ => new PlainView(terminal),
    };
}
