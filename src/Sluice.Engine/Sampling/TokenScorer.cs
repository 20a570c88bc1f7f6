using Sluice.Engine.Models;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Tells how likely the model itself held the tokens of one position: <see cref="Read"/> before bias, penalties and drawing change their
/// scores, then <see cref="Of"/> the one that was drawn, whose score only bias and penalties change. For the decoding thread.
/// </summary>
internal sealed class TokenScorer(Vocabulary vocabulary)
{
    const int Block = 1024; // weights summed at a time: what stays in the first cache

    readonly float[] maxima = new float[(vocabulary.Count + VocabularyPasses.MaximaBlock - 1) / VocabularyPasses.MaximaBlock];
    readonly HighestScores likeliest = new();
    float[] kept = []; // the scores as they were, where they are going to be adjusted
    bool keeps;

    /// <summary>The largest score; NaN where the model gave one.</summary>
    public float Highest { get; private set; }

    /// <param name="scores">As the model gave them.</param>
    /// <param name="top">How many of the likeliest to tell.</param>
    /// <param name="areAdjusted">Whether bias or penalties are going to change them.</param>
    public void Read(ReadOnlySpan<float> scores, int top, bool areAdjusted)
    {
        VocabularyPasses.BlockMaxima(scores, maxima);
        Highest = VocabularyPasses.Max(maxima);
        likeliest.Find(scores, maxima, top);
        keeps = areAdjusted;
        if (!keeps)
            return;
        if (kept.Length == 0)
            kept = new float[vocabulary.Count];
        scores.CopyTo(kept);
    }

    /// <summary>What all tokens weigh together, the likeliest 1.</summary>
    /// <param name="scores">Those that were read.</param>
    public double Weight(ReadOnlySpan<float> scores)
    {
        var sum = 0.0;
        Span<float> weights = stackalloc float[Block];
        for (var at = 0; at < scores.Length; at += Block)
            sum += VocabularyPasses.Weigh(scores.Slice(at, Math.Min(Block, scores.Length - at)), Highest, scale: 1, weights);
        return sum;
    }

    /// <param name="token">The one that was drawn.</param>
    /// <param name="scores">It was drawn from.</param>
    /// <param name="weight">As <see cref="Weight"/> gives it, or whoever worked out the same.</param>
    public TokenScore Of(int token, ReadOnlySpan<float> scores, double weight)
    {
        var total = Highest + Math.Log(weight);
        var others = likeliest.Tokens.Length == 0 ? [] : new TokenScore[likeliest.Tokens.Length];
        for (var i = 0; i < others.Length; i++)
            others[i] = Score(likeliest.Tokens[i], likeliest.Scores[i] - total);
        return Score(token, (keeps ? kept[token] : scores[token]) - total) with { Likeliest = others };
    }

    TokenScore Score(int token, double logProbability) => new(vocabulary.Spelling(token), logProbability);
}
