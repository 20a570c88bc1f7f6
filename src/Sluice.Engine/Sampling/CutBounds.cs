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
    /// <param name="best">None is larger.</param>
    public static bool IsSurelyKept(ReadOnlySpan<float> weights, int token, float best, SamplingSettings settings)
    {
        var own = weights[token];
        if (own * Margin < best * settings.MinP)
            return false;
        if (settings.TopP >= 1 && settings.TopK == 0)
            return true;
        var rank = VocabularyPasses.Rank(weights, own);
        // Equal ones count as likelier: that errs on the side of "not sure".
        var count = rank.Heavier + rank.Ties - 1;
        var mass = rank.Mass + (rank.Ties - 1) * (double)own;
        return count <= 0 || ((settings.TopK == 0 || count < settings.TopK) && mass * (1 - settings.TopP) < own * settings.TopP * Margin);
    }
}
