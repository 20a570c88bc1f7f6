using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Tokens;

/// <summary>The characters that each token has in a string, where any characters will do: what a string asks for that has only lengths.</summary>
internal sealed class TextLengths
{
    const short None = -1;

    readonly short[] inside;  // (token) -> characters that must have room, half ones included; None when it does not stay in a string
    readonly short[] closing; // (token) -> characters before the quote; None when it has none

    /// <param name="tokens">Each up to the quote that ends the string, if it has one; null for those that cannot stand in a string.</param>
    public TextLengths(byte[]?[] tokens, bool anyEscape)
    {
        (inside, closing) = (new short[tokens.Length], new short[tokens.Length]);
        for (var id = 0; id < tokens.Length; id++)
            (inside[id], closing[id]) = Measure(tokens[id], new CharacterReader(!anyEscape));
    }

    /// <summary>The tokens that may follow where so many characters must and may still come.</summary>
    public TextMask Follow(int least, int most)
    {
        var words = (inside.Length + 63) / 64;
        var (stay, end) = (new ulong[words], new ulong[words]);
        for (var id = 0; id < inside.Length; id++)
        {
            stay[id >> 6] |= (inside[id] != None && inside[id] <= most ? 1UL : 0) << (id & 63);
            end[id >> 6] |= (closing[id] != None && closing[id] >= least && closing[id] <= most ? 1UL : 0) << (id & 63);
        }

        return new TextMask(new TokenSet(stay), new TokenSet(end));
    }

    static (short Inside, short Closing) Measure(byte[]? token, CharacterReader reader)
    {
        if (token is null)
            return (None, None);
        short count = 0;
        foreach (var next in token)
        {
            switch (reader.Read(next))
            {
                case CharacterEvent.Bad:
                    return (None, None);
                case CharacterEvent.End:
                    return (None, count);
                case CharacterEvent.Character:
                    count++;
                    break;
            }
        }

        return ((short)(count + (reader.IsInside ? 1 : 0)), None);
    }
}
