using Sluice.Schema.Answers;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of one model, arranged so that those an answer may go on with are found in one walk. Immutable; shared by any number of answers and threads.</summary>
public sealed class TokenVocabulary
{
    readonly TokenTrie trie;

    /// <param name="tokens">(token id) -> its bytes, which need not be whole characters; null for a special token, which is never part of an answer. Empty tokens are never allowed either: they lead nowhere.</param>
    public TokenVocabulary(IReadOnlyList<byte[]?> tokens)
    {
        Count = tokens.Count;
        trie = new TokenTrie(tokens);
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
        new TokenWalk(trie, machine).Fill(bitmask);
    }
}
