using System.Numerics;
using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of one model, arranged so that those an answer may go on with are found in one walk. Shared by any number of answers and threads.</summary>
public sealed class TokenVocabulary
{
    const int MaxDoubtful = 500; // tokens tried one by one, each for some microseconds: a walk over all of them takes as long as a few thousand

    static readonly TextCursor AnyKey = new(new StringAlternative(), 0, 0, 0, 0);

    readonly IReadOnlyList<byte[]?> tokens;
    readonly TokenTrie all;
    readonly StringTokens strings;
    readonly TextMasks texts;

    /// <param name="tokens">(token id) -> its bytes, which need not be whole characters; null for a special token, which is never part of an answer. Empty tokens are never allowed either: they lead nowhere.</param>
    public TokenVocabulary(IReadOnlyList<byte[]?> tokens)
    {
        this.tokens = tokens;
        (all, strings) = (new TokenTrie(tokens), new StringTokens(tokens));
        texts = new TextMasks(strings);
    }

    /// <summary>Tokens, special ones included.</summary>
    public int Count => tokens.Count;

    /// <summary>Words of 64 bits that a mask over the vocabulary has.</summary>
    public int MaskLength => (Count + 63) / 64;

    /// <summary>Finds the tokens that may come next: bit id % 64 of word id / 64 is set for each; all other bits are cleared.</summary>
    public void Allowed(AnswerMachine machine, Span<ulong> bitmask)
    {
        if (bitmask.Length < MaskLength)
            throw new ArgumentException($"a mask over {Count} tokens needs {MaskLength} words, but has {bitmask.Length}", nameof(bitmask));
        bitmask.Clear();
        machine.Scratch.Clear(MaskLength);
        if (!TryFillString(machine, bitmask) && !TryFillKey(machine, bitmask))
            TokenWalk.Fill(all, machine, bitmask);
    }

    /// <summary>What stays in the string is known by its place there, what ends it is told apart by what follows the quote; false when that is not so.</summary>
    bool TryFillString(AnswerMachine machine, Span<ulong> bitmask)
    {
        var (state, scratch) = (machine.State, machine.Scratch);
        if (!state.IsAtCharacter || !state.Texts.TryAdd(scratch.Places))
            return false;
        scratch.Follow(texts, state.AnyEscape, bitmask);
        if (!state.Texts.Counts)
        {
            scratch.FindEndings();
            foreach (var ending in scratch.Endings)
                TokenWalk.FillEndings(strings.Endings, machine, bitmask, ending);
            return true;
        }

        // Only along a value to avoid may the string run out of ways to go on.
        state.Texts.AddAvoided(scratch.Avoided, strings.Reach);
        if (scratch.Avoided.Count > 0)
        {
            var avoided = new StringSet(scratch.Avoided);
            scratch.Doubtful.AsSpan().Clear();
            strings.Follow(new TextCursor(new StringAlternative { Members = avoided }, 0, 0, 0, avoided.Count), state.AnyEscape).Inside.AddTo(scratch.Doubtful);
            for (var word = 0; word < MaskLength; word++)
                scratch.Doubtful[word] &= bitmask[word];
            Try(machine, bitmask);
        }

        TokenWalk.Fill(strings.Closing, machine, bitmask);
        return true;
    }

    /// <summary>The same for a key where more than those may stand that the schema names.</summary>
    bool TryFillKey(AnswerMachine machine, Span<ulong> bitmask)
    {
        var (state, scratch) = (machine.State, machine.Scratch);
        if (!state.IsAtKeyCharacter)
            return false;
        if (state.Texts.TakesAnyKey)
        {
            texts.Of(AnyKey, state.AnyEscape).Inside.AddTo(bitmask);
        }
        else
        {
            if (!state.Texts.TryAddKeys(state.KeyLength, scratch.CertainKeys, scratch.PossibleKeys, scratch.Places))
                return false;
            foreach (var place in scratch.CertainKeys)
                texts.Of(place, state.AnyEscape).Inside.AddTo(bitmask);
            scratch.Doubtful.AsSpan().Clear();
            foreach (var place in scratch.PossibleKeys)
                texts.Of(place, state.AnyEscape).Inside.AddTo(scratch.Doubtful);
            foreach (var place in scratch.Places)
                texts.Of(place, state.AnyEscape).Inside.AddTo(scratch.Doubtful);
            if (CountDoubtful(scratch.Doubtful, bitmask) > MaxDoubtful)
                return false;
            Try(machine, bitmask);
        }

        TokenWalk.Fill(strings.Closing, machine, bitmask);
        return true;
    }

    /// <summary>Doubtful tokens that are not certain, which are forgotten.</summary>
    static int CountDoubtful(Span<ulong> doubtful, ReadOnlySpan<ulong> certain)
    {
        var count = 0;
        for (var word = 0; word < doubtful.Length; word++)
        {
            doubtful[word] &= ~certain[word];
            count += BitOperations.PopCount(doubtful[word]);
        }

        return count;
    }

    /// <summary>Tries the doubtful tokens one by one, and sets or clears the bit of each.</summary>
    void Try(AnswerMachine machine, Span<ulong> bitmask)
    {
        var doubtful = machine.Scratch.Doubtful;
        for (var word = 0; word < doubtful.Length; word++)
        {
            for (var left = doubtful[word]; left != 0; left &= left - 1)
            {
                var bit = left & ~(left - 1);
                var takes = TokenWalk.Takes(machine, tokens[word * 64 + BitOperations.TrailingZeroCount(left)]);
                bitmask[word] = takes ? bitmask[word] | bit : bitmask[word] & ~bit;
            }
        }
    }
}
