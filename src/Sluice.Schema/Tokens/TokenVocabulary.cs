using System.Buffers;
using System.Text;
using Sluice.Schema.Answers;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of one model, arranged so that those an answer may go on with are found in one walk. Immutable; shared by any number of answers and threads.</summary>
public sealed class TokenVocabulary
{
    const int PlainLimit = 16; // characters; longer tokens are few (under 1 % of 49,152) and would ask for more room than short strings have

    readonly TokenTrie all;
    readonly TokenTrie special; // those that are not plain text
    readonly ulong[] plain;     // mask of the tokens that any string may hold: whole characters, no quote, no escape, no control character

    /// <param name="tokens">(token id) -> its bytes, which need not be whole characters; null for a special token, which is never part of an answer. Empty tokens are never allowed either: they lead nowhere.</param>
    public TokenVocabulary(IReadOnlyList<byte[]?> tokens)
    {
        Count = tokens.Count;
        all = new TokenTrie(tokens);
        plain = new ulong[MaskLength];
        var others = tokens.ToArray();
        for (var id = 0; id < tokens.Count; id++)
        {
            if (tokens[id] is not { Length: > 0 } token || PlainLength(token) is not (> 0 and <= PlainLimit))
                continue;
            plain[id >> 6] |= 1UL << (id & 63);
            others[id] = null;
        }

        special = new TokenTrie(others);
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
        // Inside a string with room for any text, most of the vocabulary is allowed without a look.
        var isRoomy = machine.State.RoomForText >= PlainLimit;
        if (isRoomy)
            plain.CopyTo(bitmask);
        new TokenWalk(isRoomy ? special : all, machine).Fill(bitmask);
    }

    /// <summary>Characters of a token that is plain text, 0 for any other.</summary>
    static int PlainLength(byte[] token)
    {
        var length = 0;
        for (var at = 0; at < token.Length; length++)
        {
            if (token[at] is < 0x20 or (byte)'"' or (byte)'\\' || Rune.DecodeFromUtf8(token.AsSpan(at), out _, out var bytes) != OperationStatus.Done)
                return 0;
            at += bytes;
        }

        return length;
    }
}
