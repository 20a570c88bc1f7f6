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
/// <c>sluice demo</c>: one run of the sample in a few invocations, as <c>sluice run</c> would make them. The first record
/// warms up and is not counted; the next few are asked one at a time, then four, then many at once, and the rest at the best of
/// these. No record is asked twice, so that no phase finds another's prompts in the server's cache: only their common beginning.
/// </summary>
internal sealed class DemoSession(Terminal terminal)
{
    private const string Sample = "samples/job-postings/demo.yaml";

    /// <summary>What people run next: the same records with the whole answer.</summary>
    private const string Whole = "samples/job-postings/pipeline.yaml";
    private const string Folder = ".sluice/demo";

    /// <summary>Calls at once on a server that does not say how many it answers together.</summary>
    private const int Many = 16;

    /// <summary>The lower rungs and the records of each: enough to have a rate, few enough not to bore.</summary>
    private static readonly (int Concurrency, int Records)[] Ladder = [(1, 4), (4, 8)];

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
        int most = servers.Of(spec.Steps[0]).Parallel ?? Many;
        (int Concurrency, int Records)[] ladder = [.. Ladder.Where(rung => rung.Concurrency < most), (most, most)];
        int limit = 1;
        var warmUp = await AddPhaseAsync(1, limit);
        foreach ((int concurrency, int records) in ladder)
        {
            if (phases[^1].Report.Ending != RunEnding.Finished) return Ended(phases[^1].Report);
            await AddPhaseAsync(concurrency, limit += records);
        }

        if (phases[^1].Report.Ending != RunEnding.Finished) return Ended(phases[^1].Report);
        DemoPhase best = phases.Skip(1).MaxBy(phase => phase.End.RecordsPerHour ?? 0)!;
        DemoPhase rest = await AddPhaseAsync(best.Concurrency, null);
        if (rest.Report.Ending != RunEnding.Finished) return Ended(rest.Report);
        var result = new DemoResult
        {
            WarmUp = warmUp,
            Ladder = [.. phases.Skip(1).SkipLast(1)],
            Rest = rest,
            Shown = answers.Snapshot(),
            Elapsed = terminal.Time.GetElapsedTime(start),
        };
        DemoReport.Write(result, terminal.Shown(Path.Combine(home, Whole)), terminal);
        return RunSession.ExitCodeOf(result.Rest.Report); // what failed in an earlier phase was asked again in the last

        async Task<DemoPhase> AddPhaseAsync(int concurrency, int? upTo)
        {
            phases.Add(new DemoPhase(concurrency, await RunPhaseAsync(spec, servers, concurrency, upTo, folder, stop)));
            return phases[^1];
        }
    }

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
