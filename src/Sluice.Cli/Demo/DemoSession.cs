using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Cli.Running;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Demo;

/// <summary>
/// <c>sluice demo</c>: one run of the sample in three invocations, as <c>sluice run</c> would make them. The first record
/// warms up and is not counted; the next few are asked one at a time, the rest many at once. No record is asked twice, so
/// that neither phase finds the other's prompts in the server's cache: only their common beginning, which both find.
/// </summary>
internal sealed class DemoSession(Terminal terminal)
{
    private const string Sample = "samples/job-postings/demo.yaml";

    /// <summary>What people run next: the same records with the whole answer.</summary>
    private const string Whole = "samples/job-postings/pipeline.yaml";
    private const string Folder = ".sluice/demo";

    /// <summary>Records asked one at a time: enough to have a rate, few enough not to bore.</summary>
    private const int OneByOne = 4;

    private const int Shown = 2;

    private readonly FirstAnswers answers = new(Shown);
    private readonly long start = terminal.Time.GetTimestamp();

    public async Task<int> RunAsync(ServerRequest server)
    {
        string home = SluiceHome.Find(terminal.Environment, terminal.ExecutableFolder);
        PipelineSpec spec = PipelineLoading.Load(Path.Combine(home, Sample), terminal);
        var planner = new BackendPlanner(() => BuiltInConfig.On(home), terminal.Environment);
        using var stop = new StopRequests(terminal);
        await using StepServers servers = await StepServers.OpenAsync(
            spec, step => planner.Plan(server, server.Url is null ? BuiltInConfig.Model : step.Model, Sample), concurrency: null, stop.Drain);
        string folder = FreshFolder();

        List<DemoPhase> phases = [];
        foreach ((int concurrency, int? limit) in Invocations(servers.Of(spec.Steps[0]).Parallel ?? spec.Concurrency))
        {
            var phase = new DemoPhase(concurrency, await RunPhaseAsync(spec, servers, concurrency, limit, folder, stop));
            phases.Add(phase);
            if (phase.Report.Ending != RunEnding.Finished) return Ended(phase.Report);
        }
        var result = new DemoResult
        {
            WarmUp = phases[0],
            OneByOne = phases[1],
            AllAtOnce = phases[2],
            Shown = answers.Snapshot(),
            Elapsed = terminal.Time.GetElapsedTime(start),
        };
        DemoReport.Write(result, terminal.Shown(Path.Combine(home, Whole)), terminal);
        return RunSession.ExitCodeOf(result.AllAtOnce.Report); // what failed in an earlier phase was asked again in the last
    }

    /// <summary>Calls at once, and how far into the input; null means to its end.</summary>
    private static IEnumerable<(int Concurrency, int? Limit)> Invocations(int many) => [(1, 1), (1, 1 + OneByOne), (many, null)];

    private async Task<RunReport> RunPhaseAsync(PipelineSpec spec, StepServers servers, int concurrency, int? limit, string folder, StopRequests stop)
    {
        RunView view = limit == 1 ? new QuietView(terminal) : terminal.IsScreen ? new LiveView(terminal) : new PlainView(terminal);
        var run = new ViewedRun(spec, servers, view, terminal.Time) { Answered = answers.Add };
        if (limit == 1) terminal.Out.WriteLine("Warming up with one record, which is not counted ...");
        RunReport report = await run.ExecuteAsync(
            new RunOptions
            {
                StorePath = Path.Combine(folder, "runs.db"),
                OutputPath = Path.Combine(folder, "answers.jsonl"),
                Concurrency = concurrency,
                Limit = limit,
            },
            stop);
        foreach (FailedRecord failed in run.Failures.Snapshot().Values)
            terminal.Out.WriteLine($"{failed.Reason}: {failed.Record.Key}: {failed.Detail}");
        terminal.Out.WriteLine();
        return report;
    }

    /// <summary>Each demo begins anew; only what an earlier demo left is cleared.</summary>
    private string FreshFolder()
    {
        string folder = terminal.Opened(Folder);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(Folder, $"the demo's folder cannot be made anew ({error.Message})", "a working folder that can be written");
        }
    }

    private int Ended(RunReport report)
    {
        if (report.Message is { } message) terminal.Error.WriteLine($"sluice: {message}");
        else terminal.Error.WriteLine("sluice: the demo was stopped; it begins anew when typed again");
        return RunSession.ExitCodeOf(report);
    }
}
