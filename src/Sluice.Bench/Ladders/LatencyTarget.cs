using System.Globalization;
using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>What a request must keep to count as good; milliseconds. Null does not matter.</summary>
/// <param name="Share">Of the requests that must be good for a level to be within the target.</param>
public sealed record LatencyTarget(double? TtftMs, double? TpotMs, double? EndToEndMs, double Share = 0.95)
{
    /// <summary>
    /// Whether one request was good; null when it had not ended and could still have become either. A failed request is never good; a limit that
    /// was passed while waiting is passed.
    /// </summary>
    public bool? IsGood(RequestEvents request)
    {
        if (!request.Answered && !request.Unfinished) return false;
        var waited = (request.End - request.Sent).TotalMilliseconds;
        var ttft = (request.FirstToken - request.Sent)?.TotalMilliseconds;
        if (TtftMs is { } most && (ttft ?? waited) > most) return false;
        if (EndToEndMs is { } longest && waited > longest) return false;
        var tpot = TokenCounts.Of(request) is { Output: >= 2 } counts && request.LastToken is { } last ? (last - request.FirstToken!.Value).TotalMilliseconds / (counts.Output - 1) : (double?)null;
        if (TpotMs is { } slowest && tpot > slowest) return false;
        return request.Answered ? true : null;
    }

    public override string ToString() => string.Join(", ", new[] { ("TTFT", TtftMs), ("TPOT", TpotMs), ("E2E", EndToEndMs) }
        .Where(each => each.Item2 is not null).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Item1} ≤ {each.Item2:0.###} ms")))
        + string.Create(CultureInfo.InvariantCulture, $" for {100 * Share:0.#} % of requests");
}
