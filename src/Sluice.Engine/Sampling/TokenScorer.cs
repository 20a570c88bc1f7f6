using System.Numerics.Tensors;
using Sluice.Engine.Models;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Sampling;

/// <summary>Tells how likely the model itself held the tokens of one position. It keeps its scores, since bias, penalties and drawing change them. For the decoding thread.</summary>
internal sealed class TokenScorer(Vocabulary vocabulary)
{
    readonly float[] scores = new float[vocabulary.Count];
    readonly PriorityQueue<int, float> best = new();
    double total; // the logarithm of the sum of all tokens' weights

    public void Keep(ReadOnlySpan<float> given)
    {
        given.CopyTo(scores);
        var highest = TensorPrimitives.Max<float>(scores);
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp(score - highest);
        total = highest + Math.Log(sum);
    }

    /// <param name="token">The one that was chosen.</param>
    /// <param name="top">How many of the likeliest to tell beside it.</param>
    public TokenScore Of(int token, int top) => Score(token) with { Likeliest = Likeliest(top) };

    TokenScore Score(int token) => new(vocabulary.Spelling(token), scores[token] - total);

    // Best first; of equals the lower token.
    TokenScore[] Likeliest(int top)
    {
        if (top == 0)
            return [];
        best.Clear();
        for (var token = 0; token < scores.Length; token++)
        {
            if (best.Count < top)
                best.Enqueue(token, scores[token]);
            else if (best.TryPeek(out _, out var least) && scores[token] > least)
                best.EnqueueDequeue(token, scores[token]);
        }
        return [.. best.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element).Select(item => Score(item.Element))];
    }
}
