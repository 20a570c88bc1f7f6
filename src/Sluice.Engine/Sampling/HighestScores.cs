namespace Sluice.Engine.Sampling;

/// <summary>
/// A few of the highest scores of a vocabulary. They are looked for by the maxima of blocks: as many blocks as scores are wanted have one
/// of at least the least of their maxima, so only those blocks are looked at in full.
/// </summary>
internal sealed class HighestScores
{
    int[] tokens = [];
    float[] scores = [];
    int count;

    /// <summary>Best first; of equals the lower token.</summary>
    public ReadOnlySpan<int> Tokens => tokens.AsSpan(0, count);

    /// <summary>Of <see cref="Tokens"/>.</summary>
    public ReadOnlySpan<float> Scores => scores.AsSpan(0, count);

    /// <param name="all">By token.</param>
    /// <param name="maxima">As <see cref="VocabularyPasses.BlockMaxima"/> gives them.</param>
    /// <param name="wanted">How many.</param>
    public void Find(ReadOnlySpan<float> all, ReadOnlySpan<float> maxima, int wanted)
    {
        count = 0;
        wanted = Math.Min(wanted, all.Length);
        if (wanted == 0)
            return;
        if (tokens.Length < wanted)
            (tokens, scores) = (new int[wanted], new float[wanted]);
        var least = Least(maxima, wanted);
        count = 0;
        for (var block = 0; block < maxima.Length; block++)
        {
            if (maxima[block] < least)
                continue;
            var from = block * VocabularyPasses.MaximaBlock;
            var inBlock = all[from..Math.Min(from + VocabularyPasses.MaximaBlock, all.Length)];
            for (var i = 0; i < inBlock.Length; i++)
            {
                if (inBlock[i] >= least)
                    least = Math.Max(least, Insert(from + i, inBlock[i], wanted));
            }
        }
    }

    // The least of the highest maxima: that many scores are as high. Below everything where there are too few blocks to tell.
    float Least(ReadOnlySpan<float> maxima, int wanted)
    {
        if (maxima.Length < wanted)
            return float.NegativeInfinity;
        var least = float.NegativeInfinity;
        for (var block = 0; block < maxima.Length; block++)
        {
            if (maxima[block] > least || count < wanted)
                least = Insert(block, maxima[block], wanted);
        }
        return least;
    }

    /// <summary>Puts one in its place, after its equals, and gives the least of those held once there are enough.</summary>
    float Insert(int token, float score, int wanted)
    {
        if (count == wanted && !(score > scores[count - 1]))
            return scores[count - 1];
        var at = count < wanted ? count++ : count - 1;
        for (; at > 0 && scores[at - 1] < score; at--)
            (tokens[at], scores[at]) = (tokens[at - 1], scores[at - 1]);
        (tokens[at], scores[at]) = (token, score);
        return count < wanted ? float.NegativeInfinity : scores[count - 1];
    }
}
