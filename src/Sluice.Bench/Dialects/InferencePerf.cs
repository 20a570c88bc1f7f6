using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>inference-perf (kubernetes-sigs/inference-perf 0.7): only answer content is looked at.</summary>
sealed class InferencePerf : Dialect
{
    public override string Name => "inference-perf";

    public override IReadOnlyList<string> Remarks =>
    [
        "reasoning is not seen: its first token is the first of the answer, and its tokens are those of the answer",
        "with server counts it divides the answer's time by all tokens, reasoning too: the row 'server counts'",
        "it counts with a local tokenizer; here the server's count, split by its usage or by characters, stands for it",
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        var all = PeerRequest.Answered(level);
        List<PeerRequest> streamed = [.. all.Where(request => request is { FirstAnswer: not null, AnswerTokens: >= 2 })];
        var duration = all.Count == 0 ? 0 : all.Max(request => request.End) - all.Min(request => request.Start);
        return
        [
            PeerFigure.Of("time_to_first_token", "ms", streamed.Select(request => request.FirstAnswer!.Value - request.Start), 1000),
            PeerFigure.Of("time_per_output_token", "ms", streamed.Select(request => Writing(request) / (request.AnswerTokens - 1)), 1000),
            PeerFigure.Of("time_per_output_token, server counts", "ms", streamed.Where(request => request.Tokens > 1).Select(request => Writing(request) / (request.Tokens - 1)), 1000),
            PeerFigure.Of("inter_token_latency", "ms", streamed.SelectMany(TokenGaps), 1000),
            PeerFigure.Of("normalized_time_per_output_token", "ms", all.Where(request => request.AnswerTokens > 0).Select(request => (request.End - request.Start) / request.AnswerTokens), 1000),
            PeerFigure.Of("request_latency", "s", all.Select(request => request.End - request.Start)),
            PeerFigure.Of("schedule_delay", "ms", all.Select(request => request.Start - request.Scheduled), 1000),
            new PeerFigure("requests_per_sec", "req/s", duration > 0 ? all.Count / duration : null),
            new PeerFigure("output_tokens_per_sec", "tok/s", duration > 0 ? all.Sum(request => request.AnswerTokens) / duration : null),
            new PeerFigure("input_tokens_per_sec", "tok/s", duration > 0 ? all.Sum(request => request.PromptTokens) / duration : null),
        ];
    }

    public override string Table(BenchLog log)
    {
        var text = new StringBuilder();
        foreach (var level in log.Final)
        {
            text.Append(PeerText.Summaries($"summary of successes, {level.Plan}", Figures(level, TimeSpan.Zero),
                [("mean", spread => spread.Mean), ("min", spread => spread.Least), ("p10", spread => spread.At(10)), ("p50", spread => spread.Median), ("p90", spread => spread.At(90)), ("max", spread => spread.Most)])).Append('\n');
        }

        return text.ToString();
    }

    static double Writing(PeerRequest request) => request.LastAnswer!.Value - request.FirstAnswer!.Value;

    /// <summary>Every token of a chunk gets the chunk's time, so gaps inside a chunk are 0.</summary>
    static IEnumerable<double> TokenGaps(PeerRequest request)
    {
        var inside = Math.Max(0, (int)Math.Round(request.AnswerTokens) - request.AnswerChunks);
        for (var i = 0; i < inside; i++) yield return 0;
        double? before = null;
        foreach (var at in request.AnswerTimes())
        {
            if (before is { } last) yield return at - last;
            before = at;
        }
    }
}
