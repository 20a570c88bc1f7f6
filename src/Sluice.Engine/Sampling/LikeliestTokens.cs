using System.Numerics;
using System.Numerics.Tensors;

namespace Sluice.Engine.Sampling;

/// <summary>The tokens that min_p, top_k and top_p leave of one position's, found by sorting just the few that can be among them.</summary>
internal sealed class LikeliestTokens(int vocabularySize)
{
    // Of the likeliest token's weight. Most answers are decided among tokens above the first.
    static readonly float[] Thresholds = [0.02f, 1e-4f, 1e-7f, float.Epsilon];

    readonly int[] tokens = new int[vocabularySize];
    readonly float[] order = new float[vocabularySize]; // negated weights, so that the likeliest come first
    int kept;
    double keptMass;

    /// <summary>Finds them.</summary>
    /// <param name="weights">Unnormalised probabilities by token; 0 is excluded.</param>
    /// <param name="settings">Gives min_p, top_k and top_p.</param>
    /// <returns>False when no token has any weight.</returns>
    public bool Select(ReadOnlySpan<float> weights, SamplingSettings settings)
    {
        kept = 0;
        keptMass = 0;
        var best = TensorPrimitives.Max(weights);
        if (best <= 0)
            return false;

        var wanted = settings.TopK > 0 ? Math.Min(settings.TopK, weights.Length) : weights.Length;
        var floor = Math.Max((float)(best * settings.MinP), float.Epsilon);
        var (count, mass) = Gather(weights, settings, best, floor, wanted);
        // Ascending by negated weight; equal weights in the order of their tokens.
        Array.Sort(order, tokens, 0, count);
        BreakTies(count);
        if (count > wanted)
        {
            count = wanted;
            mass = 0;
            for (var i = 0; i < count; i++)
                mass -= order[i];
        }

        var limit = mass * settings.TopP;
        while (kept < count && (kept == 0 || keptMass < limit))
            keptMass -= order[kept++];
        return true;
    }

    public bool Contains(int token) => tokens.AsSpan(0, kept).Contains(token);

    /// <summary>One of them, by weight. In the order of the tokens, not of their weights: two that are almost equally likely change places when the model's sums are rounded otherwise, and the same place would be another token.</summary>
    /// <param name="place">Uniform in [0, 1).</param>
    public int Draw(double place)
    {
        Array.Sort(tokens, order, 0, kept);
        var left = place * keptMass;
        for (var i = 0; i < kept; i++)
        {
            left += order[i];
            if (left < 0)
                return tokens[i];
        }
        return tokens[kept - 1];
    }

    // As many of the likeliest as the cuts can leave, and the mass that top_p is a share of.
    (int Count, double Mass) Gather(ReadOnlySpan<float> weights, SamplingSettings settings, float best, float floor, int wanted)
    {
        var total = settings.TopK > 0 || settings.MinP > 0 ? double.NaN : TensorPrimitives.Sum(weights);
        foreach (var threshold in Thresholds)
        {
            var least = Math.Max(best * threshold, floor);
            var count = Gather(weights, least, out var gathered);
            if (least == floor || (settings.TopK > 0 && count >= wanted))
                return (count, gathered);
            if (gathered >= settings.TopP * total)
                return (count, total);
        }
        throw new InvalidOperationException("the last threshold is the floor of what has any weight");
    }

    int Gather(ReadOnlySpan<float> weights, float threshold, out double mass)
    {
        var count = 0;
        var sum = 0.0;
        var limit = new Vector<float>(threshold);
        var at = 0;
        for (; at <= weights.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(new Vector<float>(weights[at..]), limit))
                Scan(weights, at, at + Vector<float>.Count);
        }
        Scan(weights, at, weights.Length);
        mass = sum;
        return count;

        void Scan(ReadOnlySpan<float> all, int from, int to)
        {
            for (var token = from; token < to; token++)
            {
                if (all[token] < threshold)
                    continue;
                tokens[count] = token;
                order[count++] = -all[token];
                sum += all[token];
            }
        }
    }

    // The sort is not stable; runs of equal weights are put in the order of their tokens, so that a seed repeats.
    void BreakTies(int count)
    {
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && order[end] == order[start])
                end++;
            if (end - start > 1)
                Array.Sort(tokens, start, end - start);
            start = end;
        }
    }
}
