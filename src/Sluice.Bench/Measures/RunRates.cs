using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>Rates of a whole run, ramp-up and tail included, and of its steady middle.</summary>
/// <param name="RecordsPerHour">3600 × answered requests / (last answer − first sent).</param>
/// <param name="SteadyRecordsPerHour">3600 × requests per second in the steady window, each counted by the share of its time in flight that lies there.</param>
/// <param name="SteadyOutputTps">Output tokens per second, counted the same way.</param>
public readonly record struct RunRates(double? RecordsPerHour, double? SteadyRecordsPerHour, double? SteadyOutputTps)
{
    /// <summary>
    /// The steady window runs from the <paramref name="concurrency"/>th completion (the first requests started together) to the
    /// last sending (from there the load falls). Counting shares instead of completions keeps waves that end together from
    /// falling in or out whole. Null when there is no such window.
    /// </summary>
    public static RunRates Of(ReadOnlySpan<RequestTiming> requests, int concurrency)
    {
        var answered = requests.ToArray().Where(request => request.LastToken is not null).ToArray();
        if (answered.Length == 0) return default;
        var ends = answered.Select(request => request.LastToken!.Value).Order().ToArray();
        var start = answered.Min(request => request.Sent);
        var lastSent = answered.Max(request => request.Sent);
        var whole = (ends[^1] - start).TotalSeconds;
        var total = whole > 0 ? 3600 * answered.Length / whole : (double?)null;
        if (ends.Length <= concurrency) return new RunRates(total, null, null);

        var (from, window) = (ends[concurrency - 1], (lastSent - ends[concurrency - 1]).TotalSeconds);
        if (window <= 0) return new RunRates(total, null, null);
        var (records, tokens) = (0.0, 0.0);
        foreach (var request in answered)
        {
            var inside = (Min(request.LastToken!.Value, lastSent) - Max(request.Sent, from)).TotalSeconds;
            if (inside <= 0) continue;
            var share = inside / request.EndToEnd!.Value.TotalSeconds;
            records += share;
            tokens += share * request.OutputTokens;
        }

        return new RunRates(total, 3600 * records / window, tokens / window);
    }

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
