using Sluice.Engine.Models;

namespace Sluice.Engine.Sampling;

/// <summary>Chooses the next token of a stream.</summary>
internal sealed class TokenChooser(Vocabulary vocabulary)
{
    readonly TokenSampler sampler = new(vocabulary.Count);

    public TokenChoice Choose(Span<float> scores, SamplingSettings settings, bool ignoreEnd, ref SamplingRandom random)
    {
        if (!sampler.Begin(scores, settings))
            return TokenChoice.None("The model gave no usable score for any token (its weights are damaged, or overflow).");
        if (ignoreEnd)
            ExcludeEnds();
        var token = sampler.Draw(ref random);
        return new TokenChoice(token, vocabulary.Bytes[token], vocabulary.EndsAnswer(token));
    }

    void ExcludeEnds()
    {
        foreach (var token in vocabulary.EndTokens)
            sampler.Exclude(token);
    }
}
