using System.Globalization;
using System.Text;
using Sluice.Bench.Events;

namespace Sluice.Bench.Dialects;

/// <summary>llama-benchy (eugr/llama-benchy): bursts, with a rate for all and one for each request.</summary>
sealed class LlamaBenchy(LlamaBenchyVersion version) : Dialect
{
    /// <summary>Its counts of prompt tokens are the server's unless those are further off than this from what was aimed at.</summary>
    const double TrustedShare = 0.2;

    public override string Name => version == LlamaBenchyVersion.V02 ? "llama-benchy@0.2" : "llama-benchy@0.4";

    public override IReadOnlyList<string> Remarks =>
    [
        "its totals are of bursts: measure with --load burst for rows that compare; of another load each level counts as one burst",
        "pp t/s of one request takes the measured latency off, of several it does not",
        .. version == LlamaBenchyVersion.V02 ? (string[])["a chunk counts as a token, and a role-only chunk ends its prefill"] : [],
    ];

    public override IReadOnlyList<PeerFigure> Figures(LevelLog level, TimeSpan latency)
    {
        var seconds = latency.TotalSeconds;
        List<PeerRequest> all = [.. PeerRequest.Answered(level).Where(request => request is { FirstText: not null, FirstChoices: not null })];
        var bursts = all.GroupBy(request => request.Burst).OrderBy(burst => burst.Key).Select(burst => burst.ToList()).ToList();
        var single = level.Plan.Concurrency <= 1;
        return
        [
            PeerFigure.Of("pp t/s", "tok/s", single ? all.Select(request => PrefillRate(request, seconds)).OfType<double>() : bursts.Select(Prefill).OfType<double>()),
            PeerFigure.Of("pp t/s (req)", "tok/s", all.Select(request => PrefillRate(request, seconds)).OfType<double>()),
            PeerFigure.Of("tg t/s", "tok/s", single ? all.Select(DecodeRate).OfType<double>() : bursts.Select(Decode).OfType<double>()),
            PeerFigure.Of("tg t/s (req)", "tok/s", all.Select(DecodeRate).OfType<double>()),
            PeerFigure.Of("peak t/s", "tok/s", bursts.Select(Peak)),
            PeerFigure.Of("peak t/s (req)", "tok/s", all.Select(request => Peak([request]))),
            PeerFigure.Of("ttfr", "ms", all.Select(request => request.FirstChoices!.Value - request.Start), 1000),
            PeerFigure.Of("est_ppt", "ms", all.Select(request => PromptTime(request, seconds)), 1000),
            PeerFigure.Of("e2e_ttft", "ms", all.Select(request => request.FirstText!.Value - request.Start), 1000),
        ];
    }

    public override string Table(BenchLog log)
    {
        var many = log.Final.Any(level => level.Plan.Concurrency > 1);
        List<string[]> rows =
        [
            many ? ["model", "test", "t/s (total)", "t/s (req)", "peak t/s", "peak t/s (req)", "ttfr (ms)", "est_ppt (ms)", "e2e_ttft (ms)"]
                : ["model", "test", "t/s", "peak t/s", "ttfr (ms)", "est_ppt (ms)", "e2e_ttft (ms)"],
        ];
        foreach (var level in log.Final)
        {
            var figures = Figures(level, log.LatencyOf(level.Plan)).ToDictionary(figure => figure.Name, figure => PeerText.PlusMinus(figure.Spread));
            var model = log.ServerOf(level.Plan)?.Model ?? level.Plan.Backend;
            string[] times = [figures["ttfr"], figures["est_ppt"], figures["e2e_ttft"]];
            rows.Add(many
                ? [model, Test("pp", level.Plan.Prompt, level.Plan), figures["pp t/s"], figures["pp t/s (req)"], "", "", .. times]
                : [model, Test("pp", level.Plan.Prompt, level.Plan), figures["pp t/s"], "", .. times]);
            rows.Add(many
                ? [model, Test("tg", level.Plan.Output, level.Plan), figures["tg t/s"], figures["tg t/s (req)"], figures["peak t/s"], figures["peak t/s (req)"], "", "", ""]
                : [model, Test("tg", level.Plan.Output, level.Plan), figures["tg t/s"], figures["peak t/s"], "", "", ""]);
        }

        var text = new StringBuilder(PeerText.Pipe(rows));
        var mode = log.Servers.Count > 0 ? log.Servers[0].LatencyMode ?? "none" : "none";
        text.Append(CultureInfo.InvariantCulture, $"\nllama-benchy's definitions ({Name[(Name.IndexOf('@', StringComparison.Ordinal) + 1)..]})\ndate: {log.Started:yyyy-MM-dd HH:mm:ss} | latency mode: {mode}\n");
        return text.ToString();
    }

    static string Test(string kind, int length, LevelPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"{kind}{length}{(plan.Depth > 0 ? $" @ d{plan.Depth}" : "")}{(plan.Concurrency > 1 ? $" (c{plan.Concurrency})" : "")}");

    double PromptTime(PeerRequest request, double latency) => Math.Max(0,
        (version == LlamaBenchyVersion.V02 ? request.FirstChoices!.Value : request.FirstText!.Value) - request.Start - latency);

    double? PrefillRate(PeerRequest request, double latency) => PromptTime(request, latency) is > 0 and var seconds ? Prompt(request) / seconds : null;

    static double? Prefill(List<PeerRequest> burst)
    {
        var seconds = burst.Max(request => request.FirstText!.Value) - burst.Min(request => request.Start);
        return seconds > 0 ? burst.Sum(Prompt) / seconds : null;
    }

    double? DecodeRate(PeerRequest request)
    {
        if (version == LlamaBenchyVersion.V02)
        {
            var open = request.End - request.FirstText!.Value;
            return request.TextChunks > 1 && open > 0 ? (request.TextChunks - 1) / open : null;
        }

        var writing = request.LastText!.Value - request.FirstText!.Value;
        return writing > 0 ? AfterFirst(request) / writing : null;
    }

    double? Decode(List<PeerRequest> burst)
    {
        var seconds = burst.Max(request => request.LastText!.Value) - burst.Min(request => request.FirstText!.Value);
        var tokens = version == LlamaBenchyVersion.V02 ? burst.Sum(request => request.TextChunks) - burst.Count : burst.Sum(AfterFirst);
        return seconds > 0 ? tokens / seconds : null;
    }

    /// <summary>Tokens later than the request's first: by ids where chunks have them, else the total spread evenly from the first chunk to the last, else the chunks.</summary>
    static double AfterFirst(PeerRequest request) => request.Source switch
    {
        CountSource.TokenIds => Later(request, static chunk => chunk.Tokens ?? 0),
        CountSource.Chunks or null => Later(request, static _ => 1),
        _ => request.Tokens - 1,
    };

    static int Later(PeerRequest request, Func<ChunkEvent, int> weight)
    {
        var sum = 0;
        foreach (var chunk in request.Chunks)
        {
            if (chunk.HasText && chunk.At.TotalSeconds > request.FirstText!.Value) sum += weight(chunk);
        }

        return sum;
    }

    /// <summary>When each token came, in its view.</summary>
    void AddTimes(PeerRequest request, List<double> times)
    {
        if (version == LlamaBenchyVersion.V04 && request.Source is not (CountSource.TokenIds or CountSource.Chunks or null))
        {
            var (n, first, span) = ((int)Math.Round(request.Tokens), request.FirstText!.Value, request.LastText!.Value - request.FirstText!.Value);
            for (var i = 0; i < n; i++) times.Add(first + (n > 1 ? span * i / (n - 1) : 0));
            return;
        }

        var byIds = version == LlamaBenchyVersion.V04 && request.Source == CountSource.TokenIds;
        foreach (var chunk in request.Chunks)
        {
            if (!chunk.HasText) continue;
            for (var i = byIds ? chunk.Tokens ?? 0 : 1; i > 0; i--) times.Add(chunk.At.TotalSeconds);
        }
    }

    /// <summary>The most tokens in a sliding second; below a second of time, tokens over that time.</summary>
    double Peak(List<PeerRequest> burst)
    {
        var times = new List<double>(burst.Sum(request => Math.Max(request.TextChunks, (int)Math.Round(request.Tokens))));
        foreach (var request in burst) AddTimes(request, times);
        if (times.Count == 0) return 0;
        times.Sort();
        var span = times[^1] - times[0];
        if (span < 1) return span > 0 ? times.Count / span : 0;
        var (most, from) = (0, 0);
        for (var to = 0; to < times.Count; to++)
        {
            while (times[from] <= times[to] - 1) from++;
            most = Math.Max(most, to - from + 1);
        }

        return most;
    }

    static double Prompt(PeerRequest request) => request switch
    {
        { PromptTold: { } told, PromptAimed: { } aimed } => Math.Abs(told - aimed) <= TrustedShare * aimed ? told : aimed,
        _ => request.PromptTokens,
    };
}
