using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>The bursts of a level as timings, for the definitions that burst tools have.</summary>
public static class BurstGroups
{
    /// <summary>Each burst whose requests were all answered or failed; a level without bursts is one.</summary>
    public static IEnumerable<RequestTiming[]> Of(LevelLog log) => log.Measured
        .GroupBy(request => request.Burst)
        .OrderBy(burst => burst.Key)
        .Select(burst => burst.Where(request => request.Answered).Select(TimingOf).ToArray())
        .Where(burst => burst.Length > 0);

    public static RequestTiming TimingOf(RequestEvents request) =>
        new(request.Sent, request.FirstToken, request.LastToken, request.PromptTokens ?? request.PromptAimed ?? 0, (int)Math.Round(TokenCounts.Of(request)?.Output ?? 0));
}
