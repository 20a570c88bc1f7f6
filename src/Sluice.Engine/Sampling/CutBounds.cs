using System.Numerics;

namespace Sluice.Engine.Sampling;

/// <summary>Tells of a token, before it is known which of the others may come next, that no cut can leave it out.</summary>
internal static class CutBounds
{
    const double Margin = 0.999; // for the rounding of sums over a vocabulary

    /// <summary>
    /// True when the token is kept by min_p, top_k and top_p whichever other tokens are taken away. Taking one away that is
    /// likelier only helps it; of the less likely ones none is counted on.
    /// </summary>
    /// <param name="weights">Unnormalised probabilities by token; 0 is excluded.</param>
    public static bool IsSurelyKept(ReadOnlySpan<float> weights, int token, SamplingSettings settings)
    {
        var own = weights[token];
        var (count, mass, best) = AtLeast(weights, own);
        count--; // itself
        mass -= own;
        return count <= 0
            || ((settings.TopK == 0 || count < settings.TopK)
                && own * Margin >= best * settings.MinP
                && mass * (1 - settings.TopP) < own * settings.TopP * Margin);
    }

    // Equal ones count as likelier: that errs on the side of "not sure".
    static (int Count, double Mass, float Best) AtLeast(ReadOnlySpan<float> weights, float own)
    {
        var limit = new Vector<float>(own);
        var counts = Vector<int>.Zero;
        var masses = Vector<float>.Zero;
        var bests = Vector<float>.Zero;
        var at = 0;
        for (; at <= weights.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var block = new Vector<float>(weights[at..]);
            var isAbove = Vector.GreaterThanOrEqual(block, limit);
            counts -= isAbove; // true is -1
            masses += Vector.ConditionalSelect(isAbove, block, Vector<float>.Zero);
            bests = Vector.Max(bests, block);
        }

        var (count, mass, best) = (Vector.Sum(counts), (double)Vector.Sum(masses), own);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            best = Math.Max(best, bests[lane]);
        for (; at < weights.Length; at++)
        {
            if (weights[at] < own)
                continue;
            count++;
            mass += weights[at];
            best = Math.Max(best, weights[at]);
        }
        return (count, mass, best);
    }
}
