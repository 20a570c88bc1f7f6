using System.Numerics.Tensors;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Draws tokens from one position's scores: <see cref="Begin"/>, then <see cref="Draw"/>, after each refusal
/// <see cref="Exclude"/> and draw again. Drawing without replacement until a token is accepted gives exactly the
/// distribution of masking the forbidden tokens first (for top_k and top_p: of the tokens that were left at that draw).
/// One workspace for the decoding thread; nothing is allocated for a draw.
/// </summary>
internal sealed unsafe class TokenSampler(int vocabularySize)
{
    const int Block = 1024; // weights summed at a time when the drawn place is looked for

    readonly float[] weights = new float[vocabularySize];
    readonly float[] blockSums = new float[(vocabularySize + Block - 1) / Block];
    readonly LikeliestTokens likeliest = new(vocabularySize);
    SamplingSettings settings = new();
    float* scores; // native memory of the context, valid until its next step

    bool IsGreedy => settings.Temperature <= 0;

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
        if (!IsGreedy)
        {
            // weight = exp((score - best) / temperature): the likeliest weighs 1, so nothing overflows.
            TensorPrimitives.Subtract(logits, best, weights);
            TensorPrimitives.Multiply(weights, (float)(1 / settings.Temperature), weights);
            TensorPrimitives.Exp(weights, weights);
        }
        return true;
    }

    /// <summary>The next token, or -1 when every token is excluded.</summary>
    public int Draw(ref SamplingRandom random)
    {
        if (IsGreedy)
        {
            var best = TensorPrimitives.IndexOfMax<float>(Scores);
            return float.IsFinite(scores[best]) ? best : -1;
        }
        var isCut = settings.TopP < 1 || (settings.TopK > 0 && settings.TopK < weights.Length);
        return isCut ? likeliest.Draw(weights, settings, random.NextDouble()) : DrawFromAll(random.NextDouble());
    }

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

    int DrawFromAll(double place)
    {
        var total = 0.0;
        for (var block = 0; block < blockSums.Length; block++)
        {
            blockSums[block] = TensorPrimitives.Sum(BlockOf(block));
            total += blockSums[block];
        }
        if (total <= 0)
            return -1;

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

    ReadOnlySpan<float> BlockOf(int block) => weights.AsSpan(block * Block, Math.Min(Block, weights.Length - block * Block));
}
