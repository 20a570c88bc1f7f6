using System.Numerics.Tensors;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Draws tokens from one position's scores: <see cref="Begin"/>, then <see cref="Draw"/>. Where only some tokens may come
/// next, <see cref="Propose"/> and <see cref="Exclude"/> find one by trial: drawing without replacement until one is allowed
/// gives exactly the distribution of masking the others first. What the cuts leave depends on the whole mask, so a proposal
/// counts only when it <see cref="IsSurelyKept"/>; for any other, <see cref="Restrict"/> first, and ask whether it <see cref="IsKept"/>.
/// One workspace for the decoding thread; nothing is allocated for a draw.
/// </summary>
internal sealed unsafe class TokenSampler(int vocabularySize)
{
    const int Block = 1024;           // weights summed at a time when the drawn place is looked for
    const float LeastTotal = 1f / 1024; // below it too few bits of the weights are left; they are worked out anew

    readonly float[] weights = new float[vocabularySize];
    readonly float[] blockSums = new float[(vocabularySize + Block - 1) / Block];
    readonly LikeliestTokens likeliest = new(vocabularySize);
    SamplingSettings settings = new();
    float* scores; // native memory of the context, valid until its next step

    Span<float> Scores => new(scores, weights.Length);

    /// <summary>Takes the scores of one position. They are overwritten by exclusions. False when the model gave no usable number.</summary>
    public bool Begin(Span<float> logits, SamplingSettings sampling)
    {
        settings = sampling;
        fixed (float* start = logits)
            scores = start;
        var best = TensorPrimitives.Max(logits);
        if (!float.IsFinite(best))
            return false;
        if (!settings.IsGreedy)
            Weigh(best);
        return true;
    }

    /// <summary>The next token by all settings, or -1 when every token is excluded.</summary>
    public int Draw(ref SamplingRandom random)
    {
        if (!settings.IsCut)
            return Propose(ref random);
        return TryRefresh(TensorPrimitives.Max<float>(weights)) && likeliest.Select(weights, settings) ? likeliest.Draw(random.NextDouble()) : -1;
    }

    /// <summary>A token by temperature alone, or -1 when every token is excluded.</summary>
    public int Propose(ref SamplingRandom random)
    {
        if (!settings.IsGreedy)
            return DrawFromAll(random.NextDouble());
        var best = TensorPrimitives.IndexOfMax<float>(Scores);
        return float.IsFinite(scores[best]) ? best : -1;
    }

    /// <summary>Whether the cuts keep a proposed token whichever others turn out not to be allowed.</summary>
    public bool IsSurelyKept(int token) => !settings.IsCut || CutBounds.IsSurelyKept(weights, token, settings);

    /// <summary>Whether the cuts keep a token of those that are not excluded.</summary>
    public bool IsKept(int token) =>
        weights[token] > 0 && TryRefresh(TensorPrimitives.Max<float>(weights)) && likeliest.Select(weights, settings) && likeliest.Contains(token);

    /// <summary>Takes a refused token out of the draw.</summary>
    public void Exclude(int token)
    {
        scores[token] = float.NegativeInfinity;
        weights[token] = 0;
    }

    /// <summary>Leaves only the tokens whose bit is set.</summary>
    public void Restrict(ReadOnlySpan<ulong> allowed)
    {
        for (var token = 0; token < weights.Length; token++)
        {
            if ((allowed[token >> 6] >> (token & 63) & 1) == 0)
                Exclude(token);
        }
    }

    // weight = exp((score - best) / temperature): the likeliest weighs 1, so nothing overflows.
    void Weigh(float best)
    {
        TensorPrimitives.Subtract(Scores, best, weights);
        TensorPrimitives.Multiply(weights, (float)(1 / settings.Temperature), weights);
        TensorPrimitives.Exp(weights, weights);
    }

    /// <summary>When what is left weighs next to nothing beside what was excluded, weighs it against its own best; false when nothing is left.</summary>
    bool TryRefresh(double total)
    {
        if (total >= LeastTotal)
            return true;
        var best = TensorPrimitives.Max<float>(Scores);
        if (!float.IsFinite(best))
            return false;
        Weigh(best);
        return true;
    }

    int DrawFromAll(double place)
    {
        var total = SumBlocks();
        if (total < LeastTotal)
        {
            if (!TryRefresh(total))
                return -1;
            total = SumBlocks();
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
        // Rounding carried the place past the last weight: the last token that has any.
        return weights.AsSpan().LastIndexOfAnyExcept(0f);
    }

    double SumBlocks()
    {
        var total = 0.0;
        for (var block = 0; block < blockSums.Length; block++)
        {
            blockSums[block] = TensorPrimitives.Sum(BlockOf(block));
            total += blockSums[block];
        }
        return total;
    }

    ReadOnlySpan<float> BlockOf(int block) => weights.AsSpan(block * Block, Math.Min(Block, weights.Length - block * Block));
}
