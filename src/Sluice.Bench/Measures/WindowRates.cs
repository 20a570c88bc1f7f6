using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Statistics.Intervals;

namespace Sluice.Bench.Measures;

/// <summary>Rates over a steady window, each event counted when it happened.</summary>
/// <param name="OutputTps">Generated tokens per second over all requests, failed ones left out.</param>
/// <param name="PromptTps">Prompt tokens per second, each prompt counted as a whole at its first token.</param>
/// <param name="RequestsPerSecond">Complete (and valid, where that is known) answers per second.</param>
public sealed record WindowRates(Figure OutputTps, Figure PromptTps, Figure RequestsPerSecond)
{
    /// <summary>Generated tokens of each batch of the window, and its seconds; null without a window.</summary>
    public (double[] Amounts, double[] Durations)? OutputBatches { get; init; }

    /// <summary>Batches below which no interval is stated.</summary>
    public const int LeastBatches = 3;

    public static WindowRates Of(LevelLog level, SteadyWindow? window)
    {
        if (window is null)
        {
            var none = Figure.None(level.Plan.Load is LoadKind.Burst or LoadKind.Trace
                ? $"a {level.Plan.Load.ToString().ToLowerInvariant()} has no steady window"
                : "too few requests for a steady window");
            return new WindowRates(none, none, none);
        }

        var batches = window.Edges.Count - 1;
        var (output, prompt, answers) = (new double[batches], new double[batches], new double[batches]);
        foreach (var request in level.Measured)
        {
            if (!request.Answered && !request.Unfinished) continue;
            Add(output, window, request);
            if (request.PromptTokens is { } tokens && request.FirstToken is { } first && window.BatchOf(first) is var read and >= 0) prompt[read] += tokens;
            if (request.Answered && request.Valid != false && window.BatchOf(request.End) is var ended and >= 0) answers[ended]++;
        }

        var durations = window.Durations();
        return new WindowRates(Rate(output, durations), Rate(prompt, durations), Rate(answers, durations)) { OutputBatches = (output, durations) };
    }

    static void Add(double[] batches, SteadyWindow window, RequestEvents request)
    {
        if (request.End <= window.From || request.Sent > window.To || TokenCounts.Of(request) is not { } counts) return;
        var spread = counts.Spread(request);
        var i = 0;
        foreach (var chunk in request.Chunks)
        {
            if (spread[i] > 0 && window.BatchOf(chunk.At) is var batch and >= 0) batches[batch] += spread[i];
            i++;
        }
    }

    static Figure Rate(double[] amounts, double[] durations)
    {
        var amount = amounts.Sum();
        if (amount == 0) return Figure.None("none came in the steady window", amounts.Length);
        if (BatchMeans.OfRate(amounts, durations) is { } rate)
            return new Figure { Value = rate.Rate, Interval = rate.Interval, Method = BatchMeans.Method, N = amounts.Length };
        return Figure.Of(amount / durations.Sum(), amounts.Length) with
        {
            Method = string.Create(CultureInfo.InvariantCulture, $"no interval: {amounts.Length} of at least {LeastBatches} batches"),
        };
    }
}
