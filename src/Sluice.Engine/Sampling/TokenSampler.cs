using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Draws tokens from one position's scores: <see cref="Begin"/>, then <see cref="Draw"/>. Where only some tokens may come
/// next, <see cref="Propose"/> and <see cref="Exclude"/> find one by trial: drawing without replacement until one is allowed
/// gives exactly the distribution of masking the others first. What the cuts leave depends on the whole mask, so a proposal
/// counts only when it <see cref="IsSurelyKept"/>; for any other, <see cref="Restrict"/> first, and ask whether it <see cref="IsKept"/>.
/// The cuts are met in the same way: a token drawn without them is taken when they keep it, else drawn again. One workspace for the decoding thread; nothing is allocated for a draw.
/// </summary>
internal sealed unsafe class TokenSampler(int vocabularySize)
{
    const int Block = 1024;           // weights worked out and summed at a time: what stays in the first cache
    const float LeastTotal = 1f / 1024; // below it too few bits of the weights are left; they are worked out anew
    const float Unknown = float.NaN;  // of sums and of the heaviest, after an exclusion
    const int MaxRefusals = 8;        // by the cuts; where they leave so little, what they leave is gathered

    readonly float[] weights = new float[vocabularySize];
    readonly float[] blockSums = new float[(vocabularySize + Block - 1) / Block];
    readonly LikeliestTokens likeliest = new(vocabularySize);
    SamplingSettings settings = new();
    float* scores; // native memory of the context, valid until its next step
    int bestToken;
    float heaviest;
    bool isSelected; // whether likeliest holds what the cuts leave

    Span<float> Scores => new(scores, weights.Length);

    /// <summary>What all tokens weigh together by temperature, the likeliest 1. Not with greedy settings.</summary>
    public double Weight => Total();

    /// <summary>Takes the scores of one position. They are overwritten by exclusions. False when the model gave no usable number.</summary>
    public bool Begin(Span<float> logits, SamplingSettings sampling) => Begin(logits, sampling, VocabularyPasses.Max(logits));

    /// <param name="logits">As above.</param>
    /// <param name="best">The largest of them.</param>
    public bool Begin(Span<float> logits, SamplingSettings sampling, float best)
    {
        settings = sampling;
        fixed (float* start = logits)
            scores = start;
        isSelected = false;
        if (!float.IsFinite(best))
            return false;
        if (settings.IsGreedy)
        {
            bestToken = PlaceOf(best, logits);
            return true;
        }
        Weigh(best);
        return true;
    }

    /// <summary>The next token by all settings, or -1 when every token is excluded.</summary>
    public int Draw(ref SamplingRandom random)
    {
        if (!settings.IsCut)
            return Propose(ref random);
        if (settings is { TopK: > 0, TopP: < 1 }) // what top_p is a share of is known only when they are gathered
            return Select() ? likeliest.Draw(random.NextDouble()) : -1;
        var refused = 0f;
        for (var refusals = 0; refusals < MaxRefusals; refusals++)
        {
            var token = Propose(ref random);
            if (token < 0 || (weights[token] >= refused && IsKept(token)))
                return token;
            refused = Math.Max(refused, weights[token]);
        }
        return Select() ? likeliest.Draw(random.NextDouble()) : -1;
    }

    /// <summary>A token by temperature alone, or -1 when every token is excluded.</summary>
    public int Propose(ref SamplingRandom random)
    {
        if (!settings.IsGreedy)
            return DrawFromAll(random.NextDouble());
        if (!float.IsFinite(scores[bestToken]))
            bestToken = PlaceOf(VocabularyPasses.Max(Scores), Scores);
        return float.IsFinite(scores[bestToken]) ? bestToken : -1;
    }

    /// <summary>Whether the cuts keep a proposed token whichever others turn out not to be allowed.</summary>
    public bool IsSurelyKept(int token) => !settings.IsCut || CutBounds.IsSurelyKept(weights, token, Heaviest(), settings);

    /// <summary>Whether the cuts keep a token of those that are not excluded.</summary>
    public bool IsKept(int token)
    {
        if (token < 0 || scores[token] == float.NegativeInfinity)
            return false;
        if (!settings.IsCut)
            return true;
        var own = TryRefresh(Total()) ? weights[token] : 0;
        if (settings is { TopK: > 0, TopP: < 1 })
            return Select() && likeliest.Contains(token);
        var floor = (float)(settings.MinP > 0 ? Heaviest() * settings.MinP : 0);
        if (own < floor || settings is { TopK: 0, TopP: >= 1 })
            return own >= floor;
        var rank = VocabularyPasses.Rank(weights, own);
        var before = rank.Ties > 1 ? weights.AsSpan(0, token).Count(own) : 0; // of equal ones the first are kept
        var mass = rank.Mass + before * (double)own;
        return rank.Heavier + before == 0 || (settings.TopK > 0 ? rank.Heavier + before < settings.TopK : mass < settings.TopP * MassFrom(floor));
    }

    /// <summary>Takes a refused token out of the draw.</summary>
    public void Exclude(int token)
    {
        scores[token] = float.NegativeInfinity;
        if (weights[token] == heaviest)
            heaviest = Unknown;
        weights[token] = 0;
        blockSums[token / Block] = Unknown;
        isSelected = false;
    }

    /// <summary>Leaves only the tokens whose bit is set.</summary>
    public void Restrict(ReadOnlySpan<ulong> allowed)
    {
        for (var start = 0; start < weights.Length; start += 64)
        {
            var count = Math.Min(64, weights.Length - start);
            var refused = ~allowed[start >> 6];
            if (refused == ulong.MaxValue)
            {
                Scores.Slice(start, count).Fill(float.NegativeInfinity);
                weights.AsSpan(start, count).Clear();
                continue;
            }
            for (; refused != 0; refused &= refused - 1)
            {
                var token = start + BitOperations.TrailingZeroCount(refused);
                if (token >= weights.Length)
                    break;
                scores[token] = float.NegativeInfinity;
                weights[token] = 0;
            }
        }
        blockSums.AsSpan().Fill(Unknown);
        heaviest = Unknown;
        isSelected = false;
    }

    // By its bits: with the search for the largest before it a fifth of the time that one search for its place takes.
    static int PlaceOf(float best, ReadOnlySpan<float> scores) =>
        MemoryMarshal.Cast<float, int>(scores).IndexOf(BitConverter.SingleToInt32Bits(best)) is >= 0 and var at ? at : TensorPrimitives.IndexOfMax(scores);

    bool Select()
    {
        if (!isSelected)
            isSelected = TryRefresh(Total()) && likeliest.Select(weights, Heaviest(), Total(), settings);
        return isSelected;
    }

    float Heaviest()
    {
        if (float.IsNaN(heaviest))
            heaviest = VocabularyPasses.Max(weights);
        return heaviest;
    }

    // Of those that weigh so much at least.
    double MassFrom(float floor) => floor > 0 ? VocabularyPasses.Rank(weights, MathF.BitDecrement(floor)).Mass : Total();

    // weight = exp((score - best) / temperature): the likeliest weighs 1, so nothing overflows.
    void Weigh(float best)
    {
        var scale = (float)(1 / settings.Temperature);
        for (var block = 0; block < blockSums.Length; block++)
        {
            var own = BlockOf(block);
            blockSums[block] = VocabularyPasses.Weigh(Scores.Slice(block * Block, own.Length), best, scale, own);
        }
        heaviest = 1;
        isSelected = false;
    }

    /// <summary>When what is left weighs next to nothing beside what was excluded, weighs it against its own best; false when nothing is left.</summary>
    bool TryRefresh(double total)
    {
        if (total >= LeastTotal)
            return true;
        var best = VocabularyPasses.Max(Scores);
        if (!float.IsFinite(best))
            return false;
        Weigh(best);
        return true;
    }

    int DrawFromAll(double place)
    {
        var total = Total();
        if (total < LeastTotal)
        {
            if (!TryRefresh(total))
                return -1;
            total = Total();
        }

        var left = place * total;
        var at = 0;
        while (at < blockSums.Length - 1 && left >= blockSums[at])
            left -= blockSums[at++];
        var inBlock = BlockOf(at);
        for (var i = 0; i < inBlock.Length; i++)
        {
            left -= inBlock[i];
            if (left < 0)
                return at * Block + i;
        }
        // Rounding carried the place past the last weight: the last token of the block that has any, or of all.
        var last = inBlock.LastIndexOfAnyExcept(0f);
        return last >= 0 ? at * Block + last : weights.AsSpan().LastIndexOfAnyExcept(0f);
    }

    double Total()
    {
        var total = 0.0;
        for (var block = 0; block < blockSums.Length; block++)
        {
            if (float.IsNaN(blockSums[block]))
                blockSums[block] = TensorPrimitives.Sum<float>(BlockOf(block));
            total += blockSums[block];
        }
        return total;
    }

    Span<float> BlockOf(int block) => weights.AsSpan(block * Block, Math.Min(Block, weights.Length - block * Block));
}
