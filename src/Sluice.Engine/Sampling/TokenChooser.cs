using Sluice.Engine.Models;
using Sluice.Schema.Answers;
using Sluice.Schema.Tokens;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Chooses the next token of a stream. Under an answer machine it draws first and asks the machine about the drawn token
/// only; after a few refusals it finds all allowed tokens in one walk over the vocabulary. For the decoding thread.
/// </summary>
internal sealed class TokenChooser(Vocabulary vocabulary)
{
    const int MaxMisses = 4; // refusals before the walk, which costs as much as many draws

    readonly TokenSampler sampler = new(vocabulary.Count);
    readonly Lazy<TokenVocabulary> tokens = new(() => new TokenVocabulary(vocabulary.Bytes));
    ulong[] mask = [];

    /// <param name="scores">Of the whole vocabulary; overwritten.</param>
    /// <param name="request">Gives the settings and the answer machine, which takes the chosen token.</param>
    /// <param name="random">Of this stream.</param>
    public TokenChoice Choose(Span<float> scores, GenerationRequest request, ref SamplingRandom random)
    {
        if (!sampler.Begin(scores, request.Sampling))
            return TokenChoice.None("The model gave no usable score for any token (its weights are damaged, or overflow).");
        if (request.IgnoreEnd)
            ExcludeEnds();
        if (request.Answer is { } machine)
            return ChooseAllowed(machine, ref random);

        var token = sampler.Draw(ref random);
        return new TokenChoice(token, vocabulary.Bytes[token], vocabulary.EndsAnswer(token));
    }

    TokenChoice ChooseAllowed(AnswerMachine machine, ref SamplingRandom random)
    {
        for (var misses = 0; ; misses++)
        {
            if (misses == MaxMisses)
                RestrictToAllowed(machine);
            var token = sampler.Draw(ref random);
            if (token < 0)
                return TokenChoice.None("No token of the model can continue an answer under this schema.");
            if (vocabulary.EndsAnswer(token))
            {
                if (machine.CanEnd)
                    return new TokenChoice(token, null, EndsAnswer: true);
                ExcludeEnds();
            }
            else if (vocabulary.Bytes[token] is { } bytes && machine.TryAppend(bytes))
            {
                return new TokenChoice(token, bytes, machine.IsComplete);
            }
            else
            {
                sampler.Exclude(token);
            }
        }
    }

    void RestrictToAllowed(AnswerMachine machine)
    {
        if (mask.Length == 0)
            mask = new ulong[tokens.Value.MaskLength];
        tokens.Value.Allowed(machine, mask);
        if (machine.CanEnd)
        {
            foreach (var token in vocabulary.EndTokens)
                mask[token >> 6] |= 1UL << (token & 63);
        }
        sampler.Restrict(mask);
    }

    void ExcludeEnds()
    {
        foreach (var token in vocabulary.EndTokens)
            sampler.Exclude(token);
    }
}
