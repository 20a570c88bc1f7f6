using Sluice.Schema.Answers;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of one model, arranged so that those an answer may go on with are found in one walk. Shared by any number of answers and threads.</summary>
public sealed class TokenVocabulary
{
    static readonly TextCursor AnyKey = new(new StringAlternative(), 0, 0, 0, 0);

    readonly TokenTrie all;
    readonly StringTokens strings;
    readonly TextMasks texts;

    /// <param name="tokens">(token id) -> its bytes, which need not be whole characters; null for a special token, which is never part of an answer. Empty tokens are never allowed either: they lead nowhere.</param>
    public TokenVocabulary(IReadOnlyList<byte[]?> tokens)
    {
        Count = tokens.Count;
        (all, strings) = (new TokenTrie(tokens), new StringTokens(tokens));
        texts = new TextMasks(strings);
    }

    /// <summary>Tokens, special ones included.</summary>
    public int Count { get; }

    /// <summary>Words of 64 bits that a mask over the vocabulary has.</summary>
    public int MaskLength => (Count + 63) / 64;

    /// <summary>Finds the tokens that may come next: bit id % 64 of word id / 64 is set for each; all other bits are cleared.</summary>
    public void Allowed(AnswerMachine machine, Span<ulong> bitmask)
    {
        if (bitmask.Length < MaskLength)
            throw new ArgumentException($"a mask over {Count} tokens needs {MaskLength} words, but has {bitmask.Length}", nameof(bitmask));
        bitmask.Clear();
        var (state, scratch) = (machine.State, machine.Scratch);
        scratch.Clear();
        if (state.TryAddTexts(scratch.Places) && scratch.TryFollow(texts, state.AnyEscape, bitmask))
        {
            // What may stand in the string is known by its place there; tokens that end it in the same ways are told apart only by what
            // they have from the quote on.
            scratch.FindEndings(strings.ClosingIds);
            foreach (var ending in scratch.Endings)
                TokenWalk.FillEndings(strings.Endings, machine, bitmask, ending);
        }
        else if (state.TakesAnyKey)
        {
            texts.Of(AnyKey, state.AnyEscape).Inside.AddTo(bitmask);
            TokenWalk.Fill(strings.Closing, machine, bitmask);
        }
        else
        {
            TokenWalk.Fill(all, machine, bitmask);
        }
    }
}
