using System.Numerics.Tensors;
using Sluice.Engine.Models;
using Sluice.Protocol.Chat;

namespace Sluice.Engine.Sampling;

/// <summary>Tells how likely the model itself held the tokens of one position. It keeps its scores, since bias, penalties and drawing change them. For the decoding thread.</summary>
internal sealed class TokenScorer(Vocabulary vocabulary)
{
    const int Block = 1024; // weights summed at a time: what stays in the first cache

    readonly float[] scores = new float[vocabulary.Count];
    readonly PriorityQueue<int, float> best = new();
    double total; // the logarithm of the sum of all tokens' weights

    public void Keep(ReadOnlySpan<float> given)
    {
        given.CopyTo(scores);
        var highest = TensorPrimitives.Max<float>(scores);
        var sum = 0.0;
        Span<float> weights = stackalloc float[Block];
        for (var at = 0; at < scores.Length; at += Block)
        {
            var own = weights[..Math.Min(Block, scores.Length - at)];
            TensorPrimitives.Subtract(scores.AsSpan(at, own.Length), highest, own);
            TensorPrimitives.Exp(own, own);
            sum += TensorPrimitives.Sum<float>(own);
        }
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
        var least = float.NegativeInfinity; // of those held, once there are enough
        for (var token = 0; token < scores.Length; token++)
        {
            if (best.Count < top)
                best.Enqueue(token, scores[token]);
            else if (scores[token] > least)
                best.EnqueueDequeue(token, scores[token]);
            else
                continue;
            if (best.Count == top)
                best.TryPeek(out _, out least);
        }
        return [.. best.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element).Select(item => Score(item.Element))];
    }
}
