using System.Numerics.Tensors;
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
    readonly PriorityQueue<int, (float Score, int Before)> best = new();
    float[] kept = []; // the scores as they were, where they are going to be adjusted
    TokenScore[] likeliest = [];
    bool keeps;
    double total; // the logarithm of the sum of all tokens' weights

    /// <param name="scores">As the model gave them.</param>
    /// <param name="top">How many of the likeliest to tell.</param>
    /// <param name="areAdjusted">Whether bias or penalties are going to change them.</param>
    public void Read(ReadOnlySpan<float> scores, int top, bool areAdjusted)
    {
        VocabularyPasses.BlockMaxima(scores, maxima);
        var highest = TensorPrimitives.Max<float>(maxima);
        var sum = 0.0;
        Span<float> weights = stackalloc float[Block];
        for (var at = 0; at < scores.Length; at += Block)
            sum += VocabularyPasses.Weigh(scores.Slice(at, Math.Min(Block, scores.Length - at)), highest, scale: 1, weights);
        total = highest + Math.Log(sum);
        likeliest = Likeliest(scores, top);
        keeps = areAdjusted;
        if (!keeps)
            return;
        if (kept.Length == 0)
            kept = new float[vocabulary.Count];
        scores.CopyTo(kept);
    }

    /// <param name="token">The one that was drawn.</param>
    /// <param name="scores">It was drawn from.</param>
    public TokenScore Of(int token, ReadOnlySpan<float> scores) => Score(token, keeps ? kept[token] : scores[token]) with { Likeliest = likeliest };

    TokenScore Score(int token, float score) => new(vocabulary.Spelling(token), score - total);

    // Best first; of equals the lower token.
    TokenScore[] Likeliest(ReadOnlySpan<float> scores, int top)
    {
        best.Clear();
        var least = float.NegativeInfinity; // of those held, once there are enough
        for (var block = 0; block < maxima.Length && top > 0; block++)
        {
            if (best.Count == top && maxima[block] <= least)
                continue;
            var end = Math.Min((block + 1) * VocabularyPasses.MaximaBlock, scores.Length);
            for (var token = block * VocabularyPasses.MaximaBlock; token < end; token++)
            {
                if (best.Count < top)
                    best.Enqueue(token, (scores[token], -token));
                else if (scores[token] > least)
                    best.EnqueueDequeue(token, (scores[token], -token));
                else
                    continue;
                if (best.Count == top && best.TryPeek(out _, out var last))
                    least = last.Score;
            }
        }
        var found = new TokenScore[best.Count];
        for (var place = found.Length - 1; best.TryDequeue(out var token, out var priority); place--)
            found[place] = Score(token, priority.Score);
        return found;
    }
}
