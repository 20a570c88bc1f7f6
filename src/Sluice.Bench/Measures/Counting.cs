using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>How the tokens of a level were counted.</summary>
/// <param name="Source">The worst of its requests.</param>
/// <param name="TokensPerChunk">Over all chunks with text; null without any.</param>
/// <param name="ErrorBound">How much larger the counts may be at most, as a share; 0 when the server counted.</param>
/// <param name="ReasoningShare">Tokens of reasoning of all output tokens; null without any.</param>
/// <param name="CachedShare">Prompt tokens that the server had computed before; null when it does not say.</param>
public sealed record Counting(CountSource? Source, double? TokensPerChunk, double ErrorBound, double? ReasoningShare, double? CachedShare)
{
    public static Counting Of(IReadOnlyList<RequestEvents> requests)
    {
        var (tokens, reasoning, chunks, bound) = (0.0, 0.0, 0L, 0.0);
        CountSource? worst = null;
        foreach (var request in requests)
        {
            if (TokenCounts.Of(request) is not { } counts) continue;
            tokens += counts.Output;
            reasoning += counts.Reasoning;
            chunks += request.Chunks.Count(chunk => chunk.HasText);
            bound = Math.Max(bound, counts.ErrorBound);
            if (request.Answered && (worst is null || counts.Source > worst)) worst = counts.Source;
        }

        var told = requests.Where(request => request is { CachedTokens: not null, PromptTokens: > 0 }).ToList();
        return new Counting(worst, chunks > 0 ? tokens / chunks : null, bound, tokens > 0 ? reasoning / tokens : null,
            told.Count > 0 ? told.Sum(request => (double)request.CachedTokens!.Value) / told.Sum(request => (double)request.PromptTokens!.Value) : null);
    }
}
