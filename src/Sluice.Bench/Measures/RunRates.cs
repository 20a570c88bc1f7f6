using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>Rates of a whole run, ramp-up and tail included, and of its steady middle.</summary>
/// <param name="RecordsPerHour">3600 × answered requests / (last answer − first sent).</param>
/// <param name="SteadyRecordsPerHour">3600 × completions per second between the first and the last completion of the steady window.</param>
/// <param name="SteadyOutputTps">Output tokens per second over the same window.</param>
public readonly record struct RunRates(double? RecordsPerHour, double? SteadyRecordsPerHour, double? SteadyOutputTps)
{
    /// <summary>
    /// The steady window drops the completions of the first <paramref name="concurrency"/> requests (they started together) and
    /// those after the last request was sent (the load falls). Null when fewer than two completions are left.
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

        var from = ends[concurrency - 1];
        var to = ends.LastOrDefault(end => end <= lastSent);
        var inside = answered.Where(request => request.LastToken > from && request.LastToken <= to).ToArray();
        var window = (to - from).TotalSeconds;
        if (inside.Length < 2 || window <= 0) return new RunRates(total, null, null);
        return new RunRates(total, 3600 * inside.Length / window, inside.Sum(request => (long)request.OutputTokens) / window);
    }
}
