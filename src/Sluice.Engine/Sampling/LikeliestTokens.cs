namespace Sluice.Engine.Sampling;

/// <summary>The tokens that min_p, top_k and top_p leave of one position's. Those that can be among them are gathered in one look at all, and only those at the border of a cut are sorted.</summary>
internal sealed class LikeliestTokens(int vocabularySize)
{
    // Of the likeliest token's weight. A look costs little where few are found, and each that is found costs again.
    static readonly float[] Thresholds = [0.05f, 0.01f, 2e-3f, 4e-4f, 5e-5f, 1e-6f, float.Epsilon];

    const int HigherEvery = 16;

    readonly int[] tokens = new int[vocabularySize]; // ascending
    readonly float[] own = new float[vocabularySize]; // their weights
    readonly float[] maxima = new float[(vocabularySize + VocabularyPasses.MaximaBlock - 1) / VocabularyPasses.MaximaBlock];
    readonly WeightCut cut = new();
    int lastThreshold;
    int looks;
    int kept;
    double keptMass;

    /// <summary>Finds them.</summary>
    /// <param name="weights">Unnormalised probabilities by token; 0 is excluded.</param>
    /// <param name="best">The largest of them.</param>
    /// <param name="total">Their sum.</param>
    /// <param name="settings">Gives min_p, top_k and top_p.</param>
    /// <returns>False when no token has any weight.</returns>
    public bool Select(ReadOnlySpan<float> weights, float best, double total, SamplingSettings settings)
    {
        (kept, keptMass) = (0, 0);
        if (best <= 0)
            return false;

        var wanted = settings.TopK > 0 ? Math.Min(settings.TopK, weights.Length) : weights.Length;
        var floor = Math.Max((float)(best * settings.MinP), float.Epsilon);
        keptMass = Gather(weights, settings, best, total, floor, wanted);
        // top_p is a share of what the cuts before it leave; without them, of all.
        var whole = settings.TopK > 0 || settings.MinP > 0 ? double.NaN : total;
        if (kept > wanted)
            Keep(best, wanted, double.PositiveInfinity);
        if (settings.TopP < 1)
            Keep(best, kept, (double.IsNaN(whole) ? keptMass : whole) * settings.TopP);
        return true;
    }

    public bool Contains(int token) => tokens.AsSpan(0, kept).BinarySearch(token) >= 0;

    /// <summary>One of them, by weight. In the order of the tokens, not of their weights: two that are almost equally likely change places when the model's sums are rounded otherwise, and the same place would be another token.</summary>
    /// <param name="place">Uniform in [0, 1).</param>
    public int Draw(double place)
    {
        var left = place * keptMass;
        for (var i = 0; i < kept; i++)
        {
            left -= own[i];
            if (left < 0)
                return tokens[i];
        }
        return tokens[kept - 1];
    }

    // As many of the likeliest as the cuts can leave; the result is their mass.
    double Gather(ReadOnlySpan<float> weights, SamplingSettings settings, float best, double total, float floor, int wanted)
    {
        VocabularyPasses.BlockMaxima(weights, maxima);
        // So many blocks have a token of this weight, so there are as many of it.
        if (settings.TopK > 0 && wanted <= maxima.Length / 2)
            return GatherFrom(weights, Math.Max(cut.Find(maxima, best, wanted, double.PositiveInfinity).Least, floor));

        // The one that was right last time is likely to be so again; from time to time a higher one is tried.
        for (var at = ++looks % HigherEvery == 0 ? 0 : lastThreshold; at < Thresholds.Length; at++)
        {
            var least = Math.Max(best * Thresholds[at], floor);
            var mass = GatherFrom(weights, least);
            if (least == floor || (settings.TopK > 0 ? kept >= wanted : settings.MinP == 0 && mass >= settings.TopP * total))
            {
                lastThreshold = at;
                return mass;
            }
        }
        throw new InvalidOperationException("the last threshold is the floor of what has any weight");
    }

    double GatherFrom(ReadOnlySpan<float> weights, float threshold)
    {
        kept = 0;
        var sum = 0.0;
        for (var block = 0; block < maxima.Length; block++)
        {
            if (maxima[block] < threshold)
                continue;
            var from = block * VocabularyPasses.MaximaBlock;
            var inBlock = weights[from..Math.Min(from + VocabularyPasses.MaximaBlock, weights.Length)];
            for (var i = 0; i < inBlock.Length; i++)
            {
                if (inBlock[i] < threshold)
                    continue;
                tokens[kept] = from + i;
                own[kept++] = inBlock[i];
                sum += inBlock[i];
            }
        }
        return sum;
    }

    /// <summary>Leaves the likeliest of those gathered: the fewest that reach a mass, and at most so many. Of equal ones the first.</summary>
    void Keep(float best, int most, double mass)
    {
        var (least, equals) = cut.Find(own.AsSpan(0, kept), best, most, mass);
        var count = 0;
        keptMass = 0;
        for (var i = 0; i < kept; i++)
        {
            if (own[i] < least || (own[i] == least && equals-- <= 0))
                continue;
            tokens[count] = tokens[i];
            own[count++] = own[i];
            keptMass += own[i];
        }
        kept = count;
    }
}
