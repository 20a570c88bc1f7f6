using Sluice.Bench.Dialects;
using Sluice.Bench.Events;
using Sluice.Bench.Reporting;
using Sluice.Bench.Reporting.Pages;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>Computes every figure of a log anew, by our definitions or another tool's, and prints them.</summary>
internal sealed class ReportSession(Terminal terminal)
{
    public int Run(ReportRequest request)
    {
        Dialect? dialect = request.As is { } name
            ? Dialect.Find(name) ?? throw new CouldNotRunException("--as", $"'{name}' is no tool we can speak for{Nearest.Hint(name, Names)}", string.Join(", ", Names))
            : null;
        BenchLog log = LogFile.Read(terminal, request.Log);
        if (request.LatencyMs is { } latency) log = log with { Servers = [.. log.Servers.Select(server => server with { Latency = TimeSpan.FromMilliseconds(latency), LatencyMode = "given" })] };
        if (log.Levels.All(level => level.Requests.Count == 0)) throw new CouldNotRunException(request.Log, "the log has no requests");
        var pages = new PageFiles(terminal);
        pages.Check(request.Page);
        IReadOnlyList<Overlay> overlays = pages.Overlays(request.Predictions, request.Page);
        if (dialect is not null && request.Page is not null) throw new CouldNotRunException("--report", "is of our own definitions", "--report without --as");
        if (dialect is not null) return Speak(dialect, log, request.Format);

        var report = new Report(log, request.Target, request.Cost, request.Job);
        terminal.Out.Write(Written(report, request.Format));
        if (request.Page is { } page) pages.Write(page, [request.Log], overlays, facts => ReportPage.Of(report, facts));
        return Findings.Of(report);
    }

    public static string Written(Report report, ReportFormat format) => format switch
    {
        ReportFormat.Json => ReportJson.Of(report),
        ReportFormat.Csv => ReportTable.Csv(report),
        ReportFormat.Markdown => ReportMarkdown.Of(report),
        _ => ReportText.Of(report),
    };

    private static IEnumerable<string> Names => Dialect.All.Select(dialect => dialect.Name);

    private int Speak(Dialect dialect, BenchLog log, ReportFormat format)
    {
        if (format is ReportFormat.Csv) throw new CouldNotRunException("--csv", "is of our own definitions", "--as with --json, or its own table without");
        if (format is ReportFormat.Json)
        {
            terminal.Out.Write(ReportJson.Of(log, dialect));
            return ExitCode.Done;
        }

        terminal.Out.Write(dialect.Table(log));
        foreach (string remark in dialect.Remarks) terminal.Error.WriteLine($"{dialect.Name}: {remark}");
        return ExitCode.Done;
    }
}
