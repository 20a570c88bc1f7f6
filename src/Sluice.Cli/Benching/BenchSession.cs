using Sluice.Bench.Events;
using Sluice.Bench.Ladders;
using Sluice.Bench.Reporting;
using Sluice.Bench.Reporting.Pages;
using Sluice.Bench.Requests;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;
using Sluice.Catalog.Curves;
using Sluice.Cli.Commands;
using Sluice.Cli.Curves;
using Sluice.Cli.Help;
using Sluice.Cli.Planning;
using Sluice.Cli.Problems;
using Sluice.Cli.Running;
using Sluice.Cli.Terminals;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Failures;

namespace Sluice.Cli.Benching;

/// <summary><c>sluice bench</c> from its request to its exit code.</summary>
internal sealed class BenchSession(Terminal terminal)
{
    /// <summary>Records that are held ready; more are not needed to know a server's rate.</summary>
    private const int MostRecords = 20_000;

    public async Task<int> RunAsync(BenchRequest request)
    {
        using var stop = new CancellationTokenSource();
        var pages = new PageFiles(terminal);
        pages.Check(request.Page);
        if (request.Curve is { } curve) new PlanningFiles(terminal, "bench").Check("--curve", curve);
        IReadOnlyList<Overlay> overlays = pages.Overlays(request.Predictions, request.Page);
        using IDisposable listening = terminal.OnStopSignal(stop.Cancel);
        PipelineSpec? pipeline = request.Pipeline is { } file ? PipelineLoading.Load(file, terminal) : null;
        TraceFile? trace = request.Trace is { } typed ? ReadTrace(typed) : null;
        await using BenchTargets targets = await BenchTargets.OpenAsync(request, terminal, stop.Token);
        Dictionary<BenchTarget, List<RequestDraft>>? records = pipeline is null ? null : await RecordsOf(pipeline, targets.All, stop.Token);
        string? content = records is not null ? SentContent.Of(records[targets.All[0]]) : trace is not null ? SentContent.Of(trace) : null;
        using LogStore store = LogStore.Open(request.Log, targets.All, KeptInputs.Of(request, content), terminal);
        var plan = new BenchPlan
        {
            Targets = targets.All,
            Levels = LevelPlans.Of(request, targets.All),
            Rule = request.Rule,
            Jitter = request.Jitter,
            Seed = request.Seed,
            Trace = trace,
            Records = records is null ? null : InTurn(records),
            Probe = pipeline is null,
        };

        var run = new BenchRun(plan, terminal.Time, store.Writer, new BenchView(terminal, request.Quiet));
        (BenchLog log, IReadOnlyList<(BenchTarget Target, Failure Failure)> unreached) = await run.RunAsync(store.Earlier, stop.Token);
        if (run.LogFailure is { } broken) store.Broke(broken, terminal);
        foreach ((BenchTarget target, Failure failure) in unreached) terminal.Error.WriteLine($"sluice: {target.Backend}: not measured: {failure}");
        if (log.Levels.All(level => level.Measured.Count == 0))
            throw new CouldNotRunException("bench", unreached.Count > 0 ? "no backend answered" : "stopped before anything was measured");

        var report = new Report(log = store.Completed(log), request.Target, request.Cost, request.Job);
        terminal.Out.Write(ReportSession.Written(report, request.Format));

        // What cannot be written is no reason to lose the rest.
        var unwritten = new List<Problem>();
        List<(Ladder Ladder, Curve Curve)> curves = CurvesOf(log, report.Ladders);
        Collected(unwritten, () => WriteCurves(request, curves));
        KeepCurves(request, curves, targets);
        if (request.Page is { } page)
        {
            if (run.LogFailure is null) store.Writer.Flush();
            Collected(unwritten, () => pages.Write(page, [store.Shown], overlays, facts => ReportPage.Of(report, facts)));
        }

        if (!request.Quiet) terminal.Error.WriteLine($"log: {store.Shown}{(stop.IsCancellationRequested ? "; the same command with --log and this file goes on" : "")}");
        if (unwritten.Count > 0) throw new CouldNotRunException(unwritten);
        return stop.IsCancellationRequested || run.LogFailure is not null || unreached.Count > 0 ? ExitCode.DoneWithFindings : Findings.Of(report);
    }

    private TraceFile ReadTrace(string typed) => PlanningProblems.Reporting("--trace", () =>
    {
        using StreamReader reader = new(terminal.Opened(typed));
        return TraceFile.Read(typed, reader);
    });

    private static async Task<Dictionary<BenchTarget, List<RequestDraft>>> RecordsOf(PipelineSpec pipeline, IReadOnlyList<BenchTarget> targets, CancellationToken ct)
    {
        var drafts = new Dictionary<BenchTarget, List<RequestDraft>>();
        foreach (BenchTarget target in targets)
        {
            List<RequestDraft> list = drafts[target] = [];
            await foreach (RecordRequest record in new RecordRequests(pipeline, target.Endpoint, target.Model).ReadAsync(ct))
            {
                list.Add(new RequestDraft(record.Request, null, null, record.IsValid));
                if (list.Count == MostRecords) break;
            }
            if (list.Count == 0) throw new CouldNotRunException("--pipeline", "none of its records can be asked about");
        }

        return drafts;
    }

    /// <summary>Each level goes on where the last one ended, so that a prompt is repeated only when all were sent.</summary>
    private static Func<BenchTarget, RequestSource> InTurn(Dictionary<BenchTarget, List<RequestDraft>> drafts)
    {
        var next = drafts.ToDictionary(pair => pair.Key, pair => new ListSource(pair.Value, static (draft, _) => draft));
        return target => next[target];
    }

    private List<(Ladder Ladder, Curve Curve)> CurvesOf(BenchLog log, IReadOnlyList<Ladder> ladders) =>
    [
        .. ladders
            .Select(ladder => (ladder, MeasuredCurve.Of(ladder, log.Servers.LastOrDefault(server => server.Backend == ladder.Backend), $"{VersionText.OfThisBuild} bench", terminal.Time.GetUtcNow())))
            .Where(pair => pair.Item2 is not null).Select(pair => (pair.ladder, pair.Item2!)),
    ];

    private static void Collected(List<Problem> problems, Action write)
    {
        try
        {
            write();
        }
        catch (CouldNotRunException refusal)
        {
            problems.AddRange(refusal.Problems);
        }
    }

    /// <summary>Into the file that was asked for, and numbered ones beside it.</summary>
    private void WriteCurves(BenchRequest request, List<(Ladder Ladder, Curve Curve)> curves)
    {
        if (request.Curve is not { } file) return;
        var files = new PlanningFiles(terminal, "bench");
        for (int i = 0; i < curves.Count; i++)
        {
            string name = i == 0 ? file : Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileNameWithoutExtension(file)}.{i + 1}{Path.GetExtension(file)}");
            files.Write("--curve", name, CurveFile.Write(curves[i].Curve) + "\n");
        }

        if (curves.Count == 0) terminal.Error.WriteLine("sluice: --curve: no level held a concurrency and was answered; no curve was written");
    }

    /// <summary>Where the next run looks: the first ladder of each backend that has more than a point.</summary>
    private void KeepCurves(BenchRequest request, List<(Ladder Ladder, Curve Curve)> curves, BenchTargets targets)
    {
        var shelf = new CurveShelf(terminal);
        foreach ((Ladder ladder, Curve curve) in curves.Where(pair => pair.Curve.Levels.Count > 1).DistinctBy(pair => pair.Ladder.Backend))
        {
            if (targets.PlaceOf(ladder.Backend) is not { } place) continue;
            try
            {
                shelf.Keep(place, curve with { Backend = place.Address, Model = place.Model });
                if (!request.Quiet) terminal.Error.WriteLine($"curve: {CurveShelf.ShownPath(place)}, where the next run on {place.Backend} begins");
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"sluice: the curve of {place.Backend} cannot be kept for the next run: {problem.Message}");
            }
        }
    }
}
