using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>AIPerf (ai-dynamo/aiperf, docs/metrics-reference.md of 2026), the successor of genai-perf.</summary>
sealed class AiPerf : Dialect
{
    public override string Name => "aiperf";

    public override IReadOnlyList<string> Remarks =>
    [
        "its ITL is our TPOT: an average per request",
        "it counts tokens with its own tokenizer unless told otherwise; here the server's count stands for it",
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        List<PeerRequest> all = [.. PeerRequest.Answered(level).Where(request => request.FirstText is not null)];
        var duration = all.Count == 0 ? 0 : all.Max(request => request.LastText!.Value) - all.Min(request => request.Start);
        return
        [
            PeerFigure.Of("Time to First Token", "ms", all.Select(request => request.FirstText!.Value - request.Start), 1000),
            PeerFigure.Of("Time to Second Token", "ms", all.Where(request => request.SecondText is not null).Select(request => request.SecondText!.Value - request.FirstText!.Value), 1000),
            PeerFigure.Of("Time to First Output Token", "ms", all.Where(request => request.FirstAnswer is not null).Select(request => request.FirstAnswer!.Value - request.Start), 1000),
            PeerFigure.Of("Request Latency", "ms", all.Select(request => request.LastText!.Value - request.Start), 1000),
            PeerFigure.Of("Inter Token Latency", "ms", all.Select(Itl).OfType<double>(), 1000),
            PeerFigure.Of("Output Token Throughput Per User", "tok/s", all.Select(Itl).OfType<double>().Where(itl => itl > 0).Select(itl => 1 / itl)),
            PeerFigure.Of("Prefill Throughput Per User", "tok/s", all.Where(request => request.FirstText > request.Start).Select(request => request.PromptTokens / (request.FirstText!.Value - request.Start))),
            PeerFigure.Of("Output Sequence Length", "tokens", all.Select(request => request.Tokens)),
            PeerFigure.Of("Input Sequence Length", "tokens", all.Select(request => request.PromptTokens)),
            new PeerFigure("Output Token Throughput", "tok/s", duration > 0 ? all.Sum(request => request.Tokens) / duration : null),
            new PeerFigure("Request Throughput", "req/s", duration > 0 ? all.Count / duration : null),
            new PeerFigure("Request Count", "requests", all.Count),
        ];
    }

    public override string Table(BenchLog log)
    {
        var text = new StringBuilder();
        foreach (var level in log.Final)
        {
            text.Append(PeerText.Summaries($"NVIDIA AIPerf's definitions, {level.Plan}", Figures(level, TimeSpan.Zero),
                [("avg", spread => spread.Mean), ("min", spread => spread.Least), ("max", spread => spread.Most), ("p99", spread => spread.At(99)), ("p90", spread => spread.At(90)), ("p50", spread => spread.Median), ("std", spread => spread.Deviation)])).Append('\n');
        }

        return text.ToString();
    }

    static double? Itl(PeerRequest request) => request.Tokens > 1 ? (request.LastText!.Value - request.FirstText!.Value) / (request.Tokens - 1) : null;
}
