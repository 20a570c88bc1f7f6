using Sluice.Bench.Events;

namespace Sluice.Bench.Measures;

/// <summary>How many tokens a request's answer had, by the best source there is, and how they fall onto its chunks.</summary>
public sealed record TokenCounts
{
    /// <summary>No model writes a stream faster than 50,000 tokens/s: chips made for one model reach 17,000 (Taalas HC1, 2026).</summary>
    static readonly TimeSpan LeastStep = TimeSpan.FromMicroseconds(20);

    public required double Output { get; init; }

    /// <summary>The part that was reasoning. Without the server's word it follows the characters.</summary>
    public required double Reasoning { get; init; }

    public required CountSource Source { get; init; }

    /// <summary>How much larger the true count may be, as a share; 0 when the server counted. A chunk is at least one token, and a token at least one character.</summary>
    public double ErrorBound { get; init; }

    public double Answer => Output - Reasoning;

    /// <summary>
    /// Whether the answer came in one piece: its chunks at one moment, or faster than any model writes, because somebody on the way gathered them. It has no decode rate.
    /// </summary>
    public bool CameAtOnce(RequestEvents request) => Output > 1 && request.LastToken - request.FirstToken < (Output - 1) * LeastStep;

    /// <summary>Null when nothing came that could be counted.</summary>
    public static TokenCounts? Of(RequestEvents request)
    {
        var (texts, reasoning, all, ids) = (0, 0, 0, 0);
        foreach (var chunk in request.Chunks)
        {
            ids += chunk.Tokens ?? 0;
            if (!chunk.HasText) continue;
            texts++;
            reasoning += chunk.Reasoning;
            all += chunk.Characters;
        }

        var (count, source) = request switch
        {
            { ChunkCounts: { } counted } when ids > 0 => (ids, counted),
            { OutputTokens: { } usage } when usage > 0 || (request.Answered && texts == 0) => (usage, CountSource.Usage), // a usage of 0 beside a text is none
            { CountedTokens: { } counted } => (counted, CountSource.Tokenizer),
            _ => (texts, CountSource.Chunks),
        };
        if (count == 0 && texts == 0 && source == CountSource.Chunks) return null;
        return new TokenCounts
        {
            Output = count,
            Reasoning = request.ReasoningTokens is { } said && said <= count ? said : all == 0 ? 0 : count * (double)reasoning / all,
            Source = source,
            ErrorBound = source == CountSource.Chunks && texts > 0 ? (all - texts) / (double)texts : 0,
        };
    }

    /// <summary>
    /// The tokens of each chunk, in order. Where chunks carry no count, a total is spread: one each when there are as many chunks,
    /// else by characters, within reasoning and answer apart.
    /// </summary>
    public double[] Spread(RequestEvents request)
    {
        var spread = new double[request.Chunks.Count];
        var i = -1;
        if (Source is CountSource.TokenIds or CountSource.ChunkUsage)
        {
            foreach (var chunk in request.Chunks) spread[++i] = chunk.Tokens ?? 0;
            return spread;
        }

        var (texts, reasoning, answer) = (0, 0.0, 0.0);
        foreach (var chunk in request.Chunks)
        {
            if (chunk.HasText) texts++;
            (reasoning, answer) = (reasoning + chunk.Reasoning, answer + chunk.Answer + chunk.Calls);
        }

        var (ofReasoning, ofAnswer) = (reasoning == 0 ? 0 : answer == 0 ? Output : Reasoning, answer == 0 ? 0 : reasoning == 0 ? Output : Answer);
        foreach (var chunk in request.Chunks)
        {
            i++;
            if (!chunk.HasText) continue;
            spread[i] = texts == (int)Output
                ? 1
                : (reasoning == 0 ? 0 : ofReasoning * chunk.Reasoning / reasoning) + (answer == 0 ? 0 : ofAnswer * (chunk.Answer + chunk.Calls) / answer);
        }

        return spread;
    }
}
