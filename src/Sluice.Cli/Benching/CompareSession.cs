using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting;
using Sluice.Bench.Reporting.Pages;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;
using Sluice.Cli.Backends;
using Sluice.Cli.Commands;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Cli.Running;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary><c>sluice bench compare</c>: two logs as they are, or two live servers that take turns.</summary>
internal sealed class CompareSession(Terminal terminal)
{
    private readonly PageFiles pages = new(terminal);

    public async Task<int> RunAsync(CompareRequest request)
    {
        pages.Check(request.Page);
        bool[] files = [File.Exists(terminal.Opened(request.First)), File.Exists(terminal.Opened(request.Second))];
        if (files[0] != files[1])
            throw new CouldNotRunException(files[0] ? request.Second : request.First, "is no file, and the other one is", "two event logs, or two backends or URLs");
        return files[0] ? CompareLogs(request) : await CompareLiveAsync(request);
    }

    private int CompareLogs(CompareRequest request)
    {
        BenchLog first = LogFile.Read(terminal, request.First), second = LogFile.Read(terminal, request.Second);
        return Write(request, first.Final, second.Final, [first, second], [request.First, request.Second]);
    }

    private async Task<int> CompareLiveAsync(CompareRequest request)
    {
        using var stop = new CancellationTokenSource();
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        await using OpenBackend a = await OpenAsync(request, request.First, stop.Token), b = await OpenAsync(request, request.Second, stop.Token);
        BenchTarget[] targets = [TargetOf(request.First, a), TargetOf(request.Second, b)];
        using LogStore store = LogStore.Open(request.Log, targets, KeptInputs.Of(request), terminal);
        var plan = new BenchPlan { Targets = targets, Levels = [.. Turns(request)], Rule = request.Rule, Seed = request.Seed };
        var run = new BenchRun(plan, terminal.Time, store.Writer, new BenchView(terminal, request.Quiet));
        (BenchLog log, var unreached) = await run.RunAsync(store.Earlier, stop.Token);
        if (run.LogFailure is { } broken) store.Broke(broken, terminal);
        if (unreached.Count > 0) throw new CouldNotRunException([.. unreached.Select(each => new Problem(each.Target.Backend, $"cannot be measured: {each.Failure}"))]);
        if (!request.Quiet) terminal.Error.WriteLine($"log: {store.Shown}");
        if (run.LogFailure is null) store.Writer.Flush();
        return Write(request, log.Final.Where(level => level.Plan.Backend == request.First), log.Final.Where(level => level.Plan.Backend == request.Second), [store.Completed(log)], [store.Shown]);
    }

    /// <summary>A B, B A, A B …: what drifts while they are measured meets both alike.</summary>
    private static IEnumerable<LevelPlan> Turns(CompareRequest request) =>
        from depth in request.Depths
        from prompt in request.Prompts
        from output in request.Outputs
        from concurrency in request.Concurrencies
        from turn in Enumerable.Range(1, request.Turns)
        from backend in turn % 2 == 1 ? (string[])[request.First, request.Second] : [request.Second, request.First]
        select new LevelPlan { Backend = backend, Prompt = prompt, Output = output, Depth = depth, Concurrency = concurrency, Repeat = turn };

    private int Write(CompareRequest request, IEnumerable<LevelLog> a, IEnumerable<LevelLog> b, IReadOnlyList<BenchLog> logs, IReadOnlyList<string> files)
    {
        (string first, string second) = (request.First, request.Second);
        IReadOnlyList<ComparedLevel> levels = ServerComparison.Of(a, b, request.Margin);
        if (levels.Count == 0) throw new CouldNotRunException("bench compare", "the two have no level in common", "measurements with the same --pp, --tg, --depth, load and concurrencies");
        terminal.Out.Write(request.Json ? ComparisonReport.Json(first, second, levels, request.Margin) : ComparisonReport.Text(first, second, levels, request.Margin));
        if (request.Page is { } page) pages.Write(page, files, [], facts => ComparisonPage.Of(first, second, levels, request.Margin, [.. logs.Select(log => new Report(log, null, null))], facts));
        return levels.Any(level => level.Ratio?.Verdict == Comparison.Worse) ? ExitCode.DoneWithFindings : ExitCode.Done;
    }

    private async Task<OpenBackend> OpenAsync(CompareRequest request, string name, CancellationToken ct)
    {
        bool isUrl = BaseUrl.TryRead(name, out _);
        var asked = new ServerRequest { Url = isUrl ? name : null, Backend = isUrl ? null : name, Model = request.Model, KeyEnv = isUrl ? request.KeyEnv : null };
        BackendPlan plan = RunSession.Planner(request.Config, terminal).Plan(asked, isUrl ? "" : "default", "--model")[0];
        return await OpenBackend.OpenAsync(plan, request.Concurrencies.Max(), ct);
    }

    private static BenchTarget TargetOf(string name, OpenBackend open) => new(name, open.Step.Endpoint, open.Step.Model);
}
