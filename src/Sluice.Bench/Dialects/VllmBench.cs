using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary><c>vllm bench serve</c> (vllm-project/vllm, benchmarks/serve.py of autumn 2026), chat endpoint.</summary>
sealed class VllmBench : Dialect
{
    public override string Name => "vllm";

    public override IReadOnlyList<string> Remarks =>
    [
        "its TTFT ends with the first chunk of any kind, a role-only one too, and its ITL is of chunks, empty ones too",
        "ramp and drain are inside its duration, and failed requests leave its latencies but not its time",
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        List<PeerRequest> all = [.. PeerRequest.Answered(level).Where(request => request.FirstChoices is not null)];
        var duration = Duration(level);
        return
        [
            new PeerFigure("Successful requests", "", all.Count),
            new PeerFigure("Failed requests", "", level.Measured.Count - all.Count),
            new PeerFigure("Benchmark duration", "s", duration),
            new PeerFigure("Total input tokens", "", all.Sum(request => request.PromptTokens)),
            new PeerFigure("Total generated tokens", "", all.Sum(Tokens)),
            new PeerFigure("Request throughput", "req/s", all.Count / duration),
            new PeerFigure("Output token throughput", "tok/s", all.Sum(Tokens) / duration),
            new PeerFigure("Peak output token throughput", "tok/s", Peak(all)),
            new PeerFigure("Peak concurrent requests", "", Overlap(all)),
            new PeerFigure("Total token throughput", "tok/s", all.Sum(request => request.PromptTokens + Tokens(request)) / duration),
            PeerFigure.Of("TTFT", "ms", all.Select(request => request.FirstChoices!.Value - request.Start), 1000),
            PeerFigure.Of("TPOT", "ms", all.Where(request => Tokens(request) > 1).Select(request => (request.LastChoices!.Value - request.FirstChoices!.Value) / (Tokens(request) - 1)), 1000),
            PeerFigure.Of("ITL", "ms", all.SelectMany(request => request.ChunkGaps()), 1000),
            PeerFigure.Of("E2EL", "ms", all.Select(request => request.LastChoices!.Value - request.Start), 1000),
        ];
    }

    public override string Table(BenchLog log)
    {
        var text = new StringBuilder();
        foreach (var level in log.Final)
        {
            var figures = Figures(level, TimeSpan.Zero).ToDictionary(figure => figure.Name);
            text.Append(CultureInfo.InvariantCulture, $"# {level.Plan}\n");
            text.Append(Centred(" Serving Benchmark Result ", '=')).Append('\n');
            Count("Successful requests:", figures["Successful requests"]);
            Count("Failed requests:", figures["Failed requests"]);
            if (level.Plan.Concurrency > 0) text.Append(CultureInfo.InvariantCulture, $"{"Maximum request concurrency:",-40} {level.Plan.Concurrency,-10}\n");
            if (level.Plan.Rate is { } rate) text.Append(CultureInfo.InvariantCulture, $"{"Request rate configured (RPS):",-40} {rate,-10:0.00}\n");
            Line("Benchmark duration (s):", figures["Benchmark duration"].Value);
            Count("Total input tokens:", figures["Total input tokens"]);
            Count("Total generated tokens:", figures["Total generated tokens"]);
            Line("Request throughput (req/s):", figures["Request throughput"].Value);
            Line("Output token throughput (tok/s):", figures["Output token throughput"].Value);
            Line("Peak output token throughput (tok/s):", figures["Peak output token throughput"].Value);
            Line("Peak concurrent requests:", figures["Peak concurrent requests"].Value);
            Line("Total token throughput (tok/s):", figures["Total token throughput"].Value);
            foreach (var (name, title) in (ReadOnlySpan<(string, string)>)[("TTFT", "Time to First Token"), ("TPOT", "Time per Output Token (excl. 1st token)"), ("ITL", "Inter-token Latency"), ("E2EL", "End-to-end Latency")])
            {
                text.Append(Centred(title, '-')).Append('\n');
                Line($"Mean {name} (ms):", figures[name].Spread?.Mean);
                Line($"Median {name} (ms):", figures[name].Spread?.Median);
                Line($"P99 {name} (ms):", figures[name].Spread?.At(99));
            }

            text.Append(new string('=', 50)).Append('\n');
        }

        return text.ToString();

        void Line(string label, double? value) => text.Append(CultureInfo.InvariantCulture, $"{label,-40} {PeerText.Two(value),-10}\n");
        void Count(string label, PeerFigure figure) => text.Append(CultureInfo.InvariantCulture, $"{label,-40} {figure.Value,-10:0}\n");
    }

    static string Centred(string title, char fill)
    {
        var left = (50 - title.Length) / 2;
        return new string(fill, left) + title + new string(fill, 50 - title.Length - left);
    }

    /// <summary>Without a count it takes one token.</summary>
    static double Tokens(PeerRequest request) => request.Source is null ? 1 : request.Tokens;

    static double Duration(LevelLog level) => level.Measured.Count == 0 ? 0 : (level.Measured.Max(request => request.End) - level.Measured.Min(request => request.Sent)).TotalSeconds;

    /// <summary>The most chunks in one of the seconds from the start.</summary>
    static double? Peak(List<PeerRequest> all)
    {
        if (all.Count == 0) return null;
        var start = all.Min(request => request.Start);
        var seconds = new Dictionary<long, int>();
        foreach (var request in all)
        {
            foreach (var chunk in request.Chunks) CollectionsMarshal.GetValueRefOrAddDefault(seconds, (long)(chunk.At.TotalSeconds - start), out _)++;
        }

        return seconds.Count == 0 ? null : seconds.Values.Max();
    }

    static double? Overlap(List<PeerRequest> all) => all.Count == 0
        ? null
        : Measures.InFlight.Of(all.Select(request => (TimeSpan.FromSeconds(request.Start), TimeSpan.FromSeconds(request.End))), TimeSpan.FromSeconds(all.Min(request => request.Start)), TimeSpan.FromSeconds(all.Max(request => request.End)))?.Most;
}
