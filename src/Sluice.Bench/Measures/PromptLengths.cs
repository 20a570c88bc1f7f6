using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>How long the prompts were, by the server's count, against what was aimed at.</summary>
/// <param name="Aimed">Mean.</param>
/// <param name="Mean">Of the server's counts.</param>
/// <param name="MostOff">The largest difference of a request, in tokens.</param>
public sealed record PromptLengths(double Aimed, double Mean, int MostOff)
{
    /// <summary>Null when nothing was aimed at, or the server does not count.</summary>
    public static PromptLengths? Of(IReadOnlyList<RequestEvents> requests)
    {
        var known = requests.Where(request => request is { PromptAimed: not null, PromptTokens: > 0 }).ToList();
        return known.Count == 0 ? null : new PromptLengths(known.Average(request => request.PromptAimed!.Value), known.Average(request => request.PromptTokens!.Value), known.Max(request => Math.Abs(request.PromptTokens!.Value - request.PromptAimed!.Value)));
    }
}
