using System.Numerics;
using System.Numerics.Tensors;

namespace Sluice.Engine.Sampling;

/// <summary>Draws from the likeliest tokens only (top_k, then top_p), sorting just the few that can be among them.</summary>
internal sealed class LikeliestTokens(int vocabularySize)
{
    // Of the likeliest token's weight. Most answers are decided among tokens above the first.
    static readonly float[] Thresholds = [0.02f, 1e-4f, 1e-7f, float.Epsilon];

    readonly int[] tokens = new int[vocabularySize];
    readonly float[] order = new float[vocabularySize];

    /// <param name="weights">Unnormalised probabilities by token; 0 is excluded.</param>
    /// <param name="settings">Gives top_k and top_p.</param>
    /// <param name="place">Uniform in [0, 1).</param>
    /// <returns>-1 when no token has any weight.</returns>
    public int Draw(ReadOnlySpan<float> weights, SamplingSettings settings, double place)
    {
        var wanted = settings.TopK > 0 ? Math.Min(settings.TopK, weights.Length) : weights.Length;
        var best = TensorPrimitives.Max(weights);
        if (best <= 0)
            return -1;

        var total = settings.TopK > 0 ? 0 : TensorPrimitives.Sum(weights);
        var count = 0;
        foreach (var threshold in Thresholds)
        {
            count = Gather(weights, Math.Max(best * threshold, float.Epsilon), out var gathered);
            if (settings.TopK > 0 ? count >= wanted : gathered >= settings.TopP * total)
                break;
        }
        // Ascending by negated weight, so the likeliest come first; equal weights in the order of their tokens.
        Array.Sort(order, tokens, 0, count);
        BreakTies(count);
        count = Math.Min(count, wanted);

        var mass = 0.0;
        for (var i = 0; i < count; i++)
            mass -= order[i];
        if (settings.TopK == 0)
            mass = total;
        var limit = mass * settings.TopP;
        var kept = 0;
        var keptMass = 0.0;
        while (kept < count && (kept == 0 || keptMass < limit))
            keptMass -= order[kept++];

        var left = place * keptMass;
        for (var i = 0; i < kept; i++)
        {
            left += order[i];
            if (left < 0)
                return tokens[i];
        }
        return tokens[kept - 1];
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
