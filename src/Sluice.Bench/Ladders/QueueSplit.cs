using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>The median (or the server's mean) wait for a first token, taken apart: waiting for a place, and reading the prompt. Milliseconds.</summary>
/// <param name="PrefillTps">Prompt tokens over the time of reading them alone.</param>
/// <param name="Source">Who told: the server's metrics or timings, or an estimate and what it rests on.</param>
public sealed record QueueSplit(double QueueMs, double PrefillMs, double? PrefillTps, string Source)
{
    /// <summary>Null when nothing tells them apart.</summary>
    public static QueueSplit? Of(LevelFigures level, LevelFigures? alone)
    {
        var prompt = MeanPrompt(level);
        if (level.Log.End?.Server is { QueueMs: { } queue, PrefillMs: { } prefill } server)
            return new QueueSplit(queue, prefill, Rate(prompt, prefill), $"metrics of {server.Dialect}, means");
        double[] told = [.. level.Log.Measured.Select(request => request.Server?.PromptMs).OfType<double>().Order()];
        if (level.Ttft.P50.Value is not { } ttft) return null;
        if (told.Length > 0)
        {
            var reading = told[told.Length / 2];
            return new QueueSplit(Math.Max(0, ttft - reading), reading, Rate(prompt, reading), "the server's timings, medians");
        }

        return alone?.Ttft.P50.Value is { } lone && level.Plan.Concurrency > 1
            ? new QueueSplit(Math.Max(0, ttft - lone), Math.Min(lone, ttft), Rate(prompt, Math.Min(lone, ttft)), "estimated: what a request waits beyond the median at concurrency 1")
            : null;
    }

    static double? MeanPrompt(LevelFigures level)
    {
        double[] prompts = [.. level.Log.Measured.Where(request => request.PromptTokens is not null).Select(request => (double)(request.PromptTokens!.Value - (request.CachedTokens ?? 0)))];
        return prompts.Length > 0 ? prompts.Average() : null;
    }

    static double? Rate(double? tokens, double ms) => ms > 0 ? tokens / ms * 1000 : null;
}
