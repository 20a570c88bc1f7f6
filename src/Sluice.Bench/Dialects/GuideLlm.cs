using System.Globalization;
using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>GuideLLM (vllm-project/guidellm, schemas/request_stats.py of August 2026).</summary>
sealed class GuideLlm : Dialect
{
    public override string Name => "guidellm";

    public override IReadOnlyList<string> Remarks =>
    [
        "its TPOT has the prefill inside; its ITL is one average per request, weighted by its tokens, so stalls do not show",
        "its output tokens per second of a request divide by the whole latency",
        "a first token that never came counts as 0 ms",
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        var all = PeerRequest.Answered(level);
        var duration = all.Count == 0 ? 0 : all.Max(request => request.End) - all.Min(request => request.Start);
        return
        [
            PeerFigure.Of("Request Latency", "s", all.Select(request => request.End - request.Start)),
            PeerFigure.Of("TTFT", "ms", all.Select(request => (request.FirstText ?? request.Start) - request.Start), 1000),
            PeerFigure.Of("TTFOT", "ms", all.Where(request => request.FirstAnswer is not null).Select(request => request.FirstAnswer!.Value - request.Start), 1000),
            PeerFigure.Of("ITL", "ms", all.Where(request => request is { Tokens: > 1, FirstText: not null })
                .SelectMany(request => Enumerable.Repeat((request.LastText!.Value - request.FirstText!.Value) / (request.Tokens - 1), (int)request.Tokens - 1)), 1000),
            PeerFigure.Of("TPOT", "ms", all.Where(request => request.Tokens > 0).Select(request => ((request.LastText ?? request.End) - request.Start) / request.Tokens), 1000),
            PeerFigure.Of("Output tokens per second", "tok/s", all.Where(request => request.Tokens > 0 && request.End > request.Start).Select(request => request.Tokens / (request.End - request.Start))),
            new PeerFigure("Request concurrency", "", duration > 0 ? all.Sum(request => request.End - request.Start) / duration : null),
            new PeerFigure("Requests per second", "req/s", duration > 0 ? all.Count / duration : null),
            new PeerFigure("Server output tokens per second", "tok/s", duration > 0 ? all.Sum(request => request.Tokens) / duration : null),
            new PeerFigure("Server total tokens per second", "tok/s", duration > 0 ? all.Sum(request => request.Tokens + request.PromptTokens) / duration : null),
        ];
    }

    public override string Table(BenchLog log)
    {
        var text = new StringBuilder();
        foreach (var level in log.Final)
            text.Append(PeerText.Summaries(string.Create(CultureInfo.InvariantCulture, $"Completed requests, {level.Plan}"), Figures(level, TimeSpan.Zero), [("Mean", spread => spread.Mean), ("Median", spread => spread.Median), ("p95", spread => spread.At(95))])).Append('\n');
        return text.ToString();
    }
}
