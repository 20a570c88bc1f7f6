using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>huggingface/inference-benchmarker of April 2026: only answer content is looked at.</summary>
sealed class HfBenchmarker : Dialect
{
    public override string Name => "hf";

    public override IReadOnlyList<string> Remarks =>
    [
        "reasoning is not seen: its first token is the first of the answer, and its tokens are those of the answer",
        "it counts with a local tokenizer, chunk by chunk; here the server's count, split by its usage or by characters, stands for it",
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        List<PeerRequest> all = [.. PeerRequest.Answered(level).Where(request => request.FirstAnswer is not null)];
        var duration = all.Count == 0 ? 0 : all.Max(request => request.End) - all.Min(request => request.Start);
        return
        [
            PeerFigure.Of("E2E Latency", "s", all.Select(request => request.End - request.Start)),
            PeerFigure.Of("TTFT", "ms", all.Select(request => request.FirstAnswer!.Value - request.Start), 1000),
            PeerFigure.Of("ITL", "ms", all.Where(request => request.AnswerTokens > 1).Select(request => (request.LastAnswer!.Value - request.FirstAnswer!.Value) / (request.AnswerTokens - 1)), 1000),
            new PeerFigure("Throughput", "tok/s", duration > 0 ? all.Sum(request => request.AnswerTokens) / duration : null),
            new PeerFigure("QPS", "req/s", duration > 0 ? all.Count / duration : null),
            new PeerFigure("Error Rate", "%", level.Measured.Count == 0 ? null : 100.0 * level.Measured.Count(request => !request.Answered) / level.Measured.Count),
        ];
    }

    public override string Table(BenchLog log)
    {
        var text = new StringBuilder();
        foreach (var level in log.Final)
            text.Append(PeerText.Summaries($"Benchmark {level.Plan}", Figures(level, TimeSpan.Zero), [("Avg", spread => spread.Mean), ("p50", spread => spread.Median), ("p90", spread => spread.At(90)), ("p99", spread => spread.At(99))])).Append('\n');
        return text.ToString();
    }
}
