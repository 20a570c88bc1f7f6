using Sluice.Engine.Models;
using Sluice.Protocol.Chat;
using Sluice.Schema.Answers;
using Sluice.Schema.Tokens;

namespace Sluice.Engine.Sampling;

/// <summary>
/// Chooses the next token of a stream. Under an answer machine it draws first and asks the machine about the drawn token
/// only; after a few refusals, or where the settings' cuts depend on what else is allowed, it finds all allowed tokens in one
/// walk over the vocabulary. Either way the token comes from the distribution that masking the vocabulary beforehand would
/// give. For the decoding thread.
/// </summary>
/// <param name="appendsForced">Whether text that must come next is appended without drawing it.</param>
internal sealed class TokenChooser(Vocabulary vocabulary, bool appendsForced = true)
{
    const int MaxMisses = 4; // refusals before the walk, which costs as much as many draws

    static readonly TokenChoice NoScore = TokenChoice.None("The model gave no usable score for any token (its weights are damaged, or overflow).");

    static readonly TokenChoice NoneAllowed = TokenChoice.None("No token of the model can continue an answer under this schema.");

    readonly TokenSampler sampler = new(vocabulary.Count);
    readonly ScoreAdjuster adjuster = new(vocabulary.Count);
    readonly Lazy<TokenVocabulary> tokens = new(() => new TokenVocabulary(vocabulary.Bytes));
    readonly Lazy<TokenScorer> scorer = new(() => new TokenScorer(vocabulary));
    readonly ForcedTokens forced = new(vocabulary);
    ulong[] mask = [];

    /// <param name="scores">Of the whole vocabulary; overwritten.</param>
    /// <param name="request">Gives the settings.</param>
    /// <param name="machine">Takes the chosen token; null for free text.</param>
    /// <param name="random">Of this stream.</param>
    /// <param name="tokens">The prompt and the answer so far, for penalties.</param>
    public TokenChoice Choose(Span<float> scores, GenerationRequest request, AnswerMachine? machine, ref SamplingRandom random, ReadOnlySpan<int> tokens)
    {
        if (request.TopScores is not { } top)
            return Begin(scores, request, tokens, best: null) ? ChooseFrom(request, machine, ref random) : NoScore;

        var settings = request.Sampling;
        scorer.Value.Read(scores, top, settings.AdjustsScores);
        // What is drawn from is what the model gave: its weight and its highest score are worked out once.
        var isUnchanged = settings is { AdjustsScores: false, Temperature: 1 };
        var weight = isUnchanged ? 0 : scorer.Value.Weight(scores);
        if (!Begin(scores, request, tokens, settings.AdjustsScores ? null : scorer.Value.Highest))
            return NoScore;
        if (isUnchanged)
            weight = sampler.Weight;
        var choice = ChooseFrom(request, machine, ref random);
        return choice.Problem is null ? choice with { Score = scorer.Value.Of(choice.Token, scores, weight) } : choice;
    }

    /// <summary>How likely the model held a token that was given.</summary>
    /// <param name="scores">Of the whole vocabulary; not changed.</param>
    /// <param name="top">How many of the likeliest to tell beside it.</param>
    public TokenScore Score(ReadOnlySpan<float> scores, int token, int top)
    {
        scorer.Value.Read(scores, top, areAdjusted: false);
        return scorer.Value.Of(token, scores, scorer.Value.Weight(scores));
    }

    /// <param name="best">The highest score where it is known and stays.</param>
    bool Begin(Span<float> scores, GenerationRequest request, ReadOnlySpan<int> tokens, float? best)
    {
        if (request.Sampling.AdjustsScores)
            adjuster.Apply(scores, request.Sampling, tokens, request.Prompt.Count);
        return best is { } known ? sampler.Begin(scores, request.Sampling, known) : sampler.Begin(scores, request.Sampling);
    }

    TokenChoice ChooseFrom(GenerationRequest request, AnswerMachine? machine, ref SamplingRandom random)
    {
        if (request.IgnoreEnd)
            ExcludeEnds();
        if (machine is not null)
            return ChooseAllowed(machine, ref random);

        var token = sampler.Draw(ref random);
        return new TokenChoice(token, vocabulary.Bytes[token], vocabulary.EndsAnswer(token));
    }

    /// <summary>What the answer must go on with after the token chosen last; false when there is a choice. The machine takes it.</summary>
    /// <param name="answer">Its tokens so far; the model has not read the last one.</param>
    /// <param name="limit">Most tokens that may be added.</param>
    public bool TryForce(ReadOnlySpan<int> answer, AnswerMachine machine, int limit, out ForcedPiece piece)
    {
        piece = default;
        return appendsForced && forced.TryTake(answer, machine, limit, out piece);
    }

    TokenChoice ChooseAllowed(AnswerMachine machine, ref SamplingRandom random)
    {
        var proposal = -1;
        for (var misses = 0; misses < MaxMisses; misses++)
        {
            proposal = sampler.Propose(ref random);
            if (proposal < 0)
                return NoneAllowed;
            if (!sampler.IsSurelyKept(proposal))
                break;
            if (TryTake(machine, proposal) is { } taken)
                return taken;
            Refuse(proposal);
        }

        RestrictToAllowed(machine);
        var token = sampler.IsKept(proposal) ? proposal : sampler.Draw(ref random);
        if (token < 0)
            return NoneAllowed;
        return TryTake(machine, token) ?? TokenChoice.None($"Token {token} was among those that may come next, yet the answer machine refused it.");
    }

    TokenChoice? TryTake(AnswerMachine machine, int token)
    {
        if (vocabulary.EndsAnswer(token))
            return machine.CanEnd ? new TokenChoice(token, null, EndsAnswer: true) : null;
        return vocabulary.Bytes[token] is { } bytes && machine.TryAppend(bytes) ? new TokenChoice(token, bytes, machine.IsComplete) : null;
    }

    // Of the tokens that end an answer none is allowed where one is not.
    void Refuse(int token)
    {
        if (vocabulary.EndsAnswer(token))
            ExcludeEnds();
        else
            sampler.Exclude(token);
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
