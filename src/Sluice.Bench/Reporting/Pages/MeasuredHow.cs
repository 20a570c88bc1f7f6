using System.Globalization;
using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Ladders;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>How the figures of a page came about: inputs, servers with their flags, the client, versions and hashes.</summary>
static class MeasuredHow
{
    /// <param name="reports">One for each log; the page's files name them in this order.</param>
    public static void Write(StringBuilder html, IReadOnlyList<Report> reports, PageFacts facts)
    {
        html.Append("<section aria-labelledby=\"how\"><h2 id=\"how\">How it was measured</h2>\n");
        List<(string Of, Report Report)> named = [.. reports.Select((report, i) => (reports.Count > 1 ? $"{facts.Files[i].Name}: " : "", report))];
        foreach (var (of, report) in named)
        {
            foreach (var session in report.Log.Sessions) Session(html, of, session);
            foreach (var server in report.Log.Servers.DistinctBy(server => server.Backend)) Server(html, of, server);
        }

        Client(html, named);
        html.Append(Html.Escaped, $"<h3>What this page was made of</h3>\n<p>{facts.Tool}, {facts.Made.UtcDateTime:yyyy-MM-dd HH:mm} UTC: <code>{facts.Command}</code></p>\n");
        Words(html, "Files and their hashes", ["file", "is", "bytes", "SHA-256"], facts.Files.Select(file => (IReadOnlyList<string>)[file.Name, file.Role, file.Bytes.ToString("#,0", CultureInfo.InvariantCulture), file.Sha256]));
        html.Append(Terms);
        html.Append("</section>\n");
    }

    static void Session(StringBuilder html, string of, LogSession session)
    {
        html.Append(Html.Escaped, $"<h3>{of}Inputs{(session.Started is { } started ? $" of {started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "")}</h3>\n");
        html.Append(Html.Escaped, $"<p>{session.Tool ?? "an unnamed tool"}{(session.Client is { } client ? $" on {client}" : "")}{(session.Command is null ? "" : ":")} <code>{session.Command ?? ""}</code></p>\n");
        if (session.Inputs is { Count: > 0 } inputs) Words(html, "Inputs", ["input", "value"], inputs.Select(input => (IReadOnlyList<string>)[input.Key, input.Value]));
    }

    static void Server(StringBuilder html, string of, LogServer server)
    {
        html.Append(Html.Escaped, $"<h3>{of}Server {server.Backend}</h3>\n");
        Words(html, $"Server {server.Backend}", ["fact", "value", "told by"],
        [
            ["model", server.Model, "the command"], .. server.Url is { } url ? [["URL", url, "the command"]] : (string[][])[], ["engine", server.Engine ?? "does not say", "the server"], ["endpoint", server.Endpoint, "the command"],
            ["left out, for it refuses them", server.Dropped.Count == 0 ? "nothing" : string.Join(", ", server.Dropped), "a probe"],
            ["a question without the model takes", server.Latency is { } latency ? $"{Rounded.Of(latency.TotalMilliseconds)} ms" : Rounded.Unknown, "a probe"],
            .. server.Flags.Select(flag => (string[])[flag.Name, flag.Value, flag.Source]),
        ]);
        if (server.Flags.Count == 0) html.Append("<p class=\"soft\">It tells nothing of the flags it was started with.</p>\n");
    }

    static void Client(StringBuilder html, IReadOnlyList<(string Of, Report Report)> named)
    {
        var levels = named.SelectMany(each => each.Report.Ladders.Select(ladder => (each.Of, ladder))).SelectMany(each => each.ladder.Levels.Select(level => (each.Of, each.ladder, level))).ToList();
        html.Append("<h3>The client and the server’s metrics, level by level</h3>\n");
        PageTable.Write(html, "The client and the server’s metrics", ["level", "ended", "window s", "in flight", "canary lag p50 ms", "p99 ms", "GC pause ms", "client cores", "running max", "waiting max", "KV use max", "preemptions", "prefix hits", "tokens by", "tokens a chunk"],
            levels.Select(each => (IReadOnlyList<string>)
            [
                $"{each.Of}{each.ladder.Backend} {each.ladder.Workload} {each.level.Plan.Sending}", each.level.Log.End?.Why.ToString().ToLowerInvariant() ?? "unfinished", Rounded.Of(each.level.Window?.Seconds), Rounded.Of(each.level.Held?.Mean),
                Rounded.Of(each.level.Log.End?.Client?.LagP50Ms), Rounded.Of(each.level.Log.End?.Client?.LagP99Ms), Rounded.Of(each.level.Log.End?.Client?.GcPauseMs), Rounded.Of(each.level.Log.End?.Client?.CpuCores),
                Rounded.Of(each.level.Log.End?.Server?.RunningMax), Rounded.Of(each.level.Log.End?.Server?.WaitingMax), Share(each.level.Log.End?.Server?.CacheUseMax), Rounded.Of(each.level.Log.End?.Server?.Preemptions), Share(each.level.Log.End?.Server?.PrefixHits),
                LadderJson.NameOf(each.level.Counting.Source) ?? Rounded.Unknown, Rounded.Of(each.level.Counting.TokensPerChunk),
            ]));
    }

    static string Share(double? share) => share is { } known ? Rounded.Percent(known) : Rounded.Unknown;

    /// <summary>A table of words rather than figures.</summary>
    static void Words(StringBuilder html, string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        html.Append("<div class=\"words\">");
        PageTable.Write(html, caption, header, rows);
        html.Append("</div>\n");
    }

    const string Terms = """
        <h3>What the figures mean</h3>
        <ul class="soft">
        <li>TTFT: sending to the first generated text. TPOT: (last text − first text) ÷ (output tokens − 1), one value a request. ITL: the gaps between successive chunks with text.</li>
        <li>Output tok/s: tokens by the time of their chunks over the steady window; of bursts a mean over bursts. Intervals are 95 %: batch means for rates, order statistics for percentiles.</li>
        <li>A percentile is stated from its least count on: p50 6, p90 64, p95 130, p99 662. A dash is a figure that could not be stated, never 0.</li>
        <li>Knee: the smallest concurrency that gives 97 % of the best rate; its interval from drawing every level anew. A hollow mark is a level that the client spoiled, or one that others beat.</li>
        </ul>

        """;
}
