using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sluice.Engine.Sampling;

/// <summary>
/// What is asked of every token of a vocabulary, sixteen at a time. Each answers in one look at all of them, because a look is what drawing
/// a token costs: 2 to 8 microseconds for 49,152 tokens (AMD EPYC with AVX-512; with AVX2 up to twice that).
/// </summary>
internal static class VocabularyPasses
{
    /// <summary>Values that <see cref="BlockMaxima"/> has one maximum for.</summary>
    public const int MaximaBlock = 64;

    const int Lanes = 16;
    const int SumBlock = 1024; // summed in single precision, then in double

    /// <summary>The largest; NaN when one of them is.</summary>
    public static float Max(ReadOnlySpan<float> values)
    {
        var (first, second) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
        var at = 0;
        for (; at <= values.Length - 2 * Lanes; at += 2 * Lanes)
        {
            first = Vector512.Max(first, Vector512.Create(values[at..]));
            second = Vector512.Max(second, Vector512.Create(values[(at + Lanes)..]));
        }
        first = Vector512.Max(first, second);
        var best = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
            best = MathF.Max(best, first[lane]);
        for (; at < values.Length; at++)
            best = MathF.Max(best, values[at]);
        return best;
    }

    /// <summary>Works out exp((score - best) * scale) for each and gives their sum; what is below 2^-126 is 0.</summary>
    /// <param name="weights">Takes them.</param>
    public static float Weigh(ReadOnlySpan<float> scores, float best, float scale, Span<float> weights)
    {
        const float log2E = 1.442695041f;
        var (from, factor) = (Vector512.Create(best), Vector512.Create(scale * log2E));
        var sum = Vector512<float>.Zero;
        var at = 0;
        for (; at <= scores.Length - Lanes; at += Lanes)
        {
            var own = PowerOfTwo((Vector512.Create(scores[at..]) - from) * factor);
            own.CopyTo(weights[at..]);
            sum += own;
        }
        return at == scores.Length ? Vector512.Sum(sum) : Vector512.Sum(sum + WeighLast(scores[at..], from, factor, weights[at..]));
    }

    // Fewer than sixteen. Apart, because with room on the stack beside it the loop above takes twice as long.
    static Vector512<float> WeighLast(ReadOnlySpan<float> scores, Vector512<float> from, Vector512<float> factor, Span<float> weights)
    {
        Span<float> rest = stackalloc float[Lanes];
        rest.Fill(float.NegativeInfinity);
        scores.CopyTo(rest);
        var own = PowerOfTwo((Vector512.Create<float>(rest) - from) * factor);
        own.CopyTo(rest);
        rest[..scores.Length].CopyTo(weights);
        return own;
    }

    /// <summary>How many weigh more than this, how much that is together, and how many weigh the same.</summary>
    public static WeightRank Rank(ReadOnlySpan<float> weights, float own)
    {
        var limit = Vector512.Create(own);
        var (heavier, equals) = (Vector512<int>.Zero, Vector512<int>.Zero);
        var mass = 0.0;
        var at = 0;
        while (at <= weights.Length - Lanes)
        {
            var sum = Vector512<float>.Zero;
            for (var end = Math.Min(at + SumBlock, weights.Length) - Lanes; at <= end; at += Lanes)
            {
                var block = Vector512.Create(weights[at..]);
                var isHeavier = Vector512.GreaterThan(block, limit);
                heavier -= isHeavier.AsInt32(); // true is -1
                equals -= Vector512.Equals(block, limit).AsInt32();
                sum += isHeavier & block;
            }
            mass += Vector512.Sum(sum);
        }

        var (count, same) = (Vector512.Sum(heavier), Vector512.Sum(equals));
        for (; at < weights.Length; at++)
        {
            count += weights[at] > own ? 1 : 0;
            mass += weights[at] > own ? weights[at] : 0;
            same += weights[at] == own ? 1 : 0;
        }
        return new WeightRank(count, mass, same);
    }

    /// <summary>The largest of every <see cref="MaximaBlock"/> values, the last ones too.</summary>
    public static void BlockMaxima(ReadOnlySpan<float> values, Span<float> maxima)
    {
        for (var block = 0; block < maxima.Length; block++)
        {
            var own = values[(block * MaximaBlock)..];
            if (own.Length < MaximaBlock)
            {
                maxima[block] = Max(own);
                continue;
            }
            var four = Vector512.Max(
                Vector512.Max(Vector512.Create(own), Vector512.Create(own[Lanes..])),
                Vector512.Max(Vector512.Create(own[(2 * Lanes)..]), Vector512.Create(own[(3 * Lanes)..])));
            var two = Vector256.Max(four.GetLower(), four.GetUpper());
            var one = Vector128.Max(two.GetLower(), two.GetUpper());
            maxima[block] = MathF.Max(MathF.Max(one[0], one[1]), MathF.Max(one[2], one[3]));
        }
    }

    // The whole part of the exponent goes into the bits of the float; for the rest, from -1/2 to 1/2, Taylor's series to the sixth power is within 1.2e-7.
    // A call for every sixteen, with its vectors through memory, would take a look from 6 to 15 microseconds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> PowerOfTwo(Vector512<float> exponent)
    {
        const float roundingBits = 12_582_912; // 1.5 * 2^23: added to a small number it leaves the nearest whole one in the lowest bits
        var shifted = exponent + Vector512.Create(roundingBits);
        var rest = exponent - (shifted - Vector512.Create(roundingBits));
        var power = Vector512.Create(1.5403531e-4f); // ln(2)^6 / 6!, and so on
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512.Create(1.3333558e-3f));
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512.Create(9.6181291e-3f));
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512.Create(5.5504109e-2f));
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512.Create(0.24022651f));
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512.Create(0.69314718f));
        power = Vector512.FusedMultiplyAdd(power, rest, Vector512<float>.One);
        var scaled = (power.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(exponent, Vector512.Create(-126f)), Vector512<float>.Zero, scaled);
    }
}
