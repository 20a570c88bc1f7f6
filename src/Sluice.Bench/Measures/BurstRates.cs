using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>
/// What llama-benchy 0.3 prints of one burst of requests that start together (its results.py). Its decode window holds the
/// prefill of late requests, so it is not the rate of decode steps.
/// </summary>
/// <param name="DecodeTps">(all output tokens − requests) / (last token − first token of any).</param>
/// <param name="PrefillTps">All prompt tokens / (the latest first token − start); of a single request the client's latency is taken off first.</param>
/// <param name="MeanTtftMs">Mean over the requests.</param>
public readonly record struct BurstRates(double? DecodeTps, double? PrefillTps, double? MeanTtftMs)
{
    /// <summary>Mean over the requests of two tokens and more of (last − first token) / (output tokens − 1); null when there is none. llama-benchy prints no such figure.</summary>
    public double? MeanTpotMs { get; init; }

    /// <param name="clientLatency">What a request spends outside the server.</param>
    public static BurstRates Of(ReadOnlySpan<RequestTiming> requests, TimeSpan clientLatency)
    {
        if (requests.Length == 0) return default;
        var (start, earliest, latest, end) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MinValue, TimeSpan.MinValue);
        long output = 0, prompt = 0;
        double waited = 0, perToken = 0;
        var several = 0;
        foreach (ref readonly var request in requests)
        {
            // A request that got no token has no place in a burst's rates: none can be stated.
            if (request is not { FirstToken: { } first, LastToken: { } last }) return default;
            if (request.Sent < start) start = request.Sent;
            if (first < earliest) earliest = first;
            if (first > latest) latest = first;
            if (last > end) end = last;
            output += request.OutputTokens;
            prompt += request.PromptTokens;
            waited += (first - request.Sent).TotalMilliseconds;
            if (request.TimePerOutputToken is not { } tpot) continue;
            perToken += tpot.TotalMilliseconds;
            several++;
        }

        var prefill = (latest - start - (requests.Length == 1 ? clientLatency : TimeSpan.Zero)).TotalSeconds;
        var decode = (end - earliest).TotalSeconds;
        return new BurstRates(
            decode > 0 ? (output - requests.Length) / decode : null,
            prefill > 0 ? prompt / prefill : null,
            waited / requests.Length)
        {
            MeanTpotMs = several > 0 ? perToken / several : null,
        };
    }
}
