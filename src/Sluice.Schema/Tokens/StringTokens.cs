using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of a vocabulary as they may stand inside a JSON string: each up to the quote that ends the string, if it has one.</summary>
internal sealed class StringTokens
{
    readonly int count;
    readonly Lazy<TextTrie>[] contents;   // with the quote; (1 when every escape is allowed)
    readonly Lazy<TextLengths>[] lengths; // the same
    readonly Lazy<TextMask>[] anyText;    // the same: the tokens that may stand in a string without rules

    public StringTokens(IReadOnlyList<byte[]?> tokens)
    {
        count = tokens.Count;
        var (contents, endings) = (new byte[]?[count], new byte[]?[count]);
        for (var id = 0; id < count; id++)
        {
            if (tokens[id] is not { Length: > 0 } token)
                continue;
            var end = EndOf(token);
            if (end < 0)
                contents[id] = token;
            else if (end < token.Length)
                (contents[id], endings[id]) = (token[..(end + 1)], token[end..]);
        }

        var content = new TokenTrie(contents);
        this.contents = [new(() => new TextTrie(content, anyEscape: false)), new(() => new TextTrie(content, anyEscape: true))];
        lengths = [new(() => new TextLengths(contents, anyEscape: false)), new(() => new TextLengths(contents, anyEscape: true))];
        Reach = contents.Max(token => token?.Length) ?? 0;
        anyText = [new(() => Follow(0, Reach + 1, anyEscape: false)), new(() => Follow(0, Reach + 1, anyEscape: true))];
        Endings = new TokenTrie(endings);
        Closing = new TokenTrie([.. tokens.Select((token, id) => endings[id] is null ? null : token)]);
    }

    /// <summary>Those that end a string, by what they have from the quote on.</summary>
    public TokenTrie Endings { get; }

    /// <summary>The same ones whole.</summary>
    public TokenTrie Closing { get; }

    /// <summary>Characters of the longest one at most.</summary>
    public int Reach { get; }

    /// <summary>Finds the tokens that may follow where any characters will do.</summary>
    /// <param name="least">Characters that must still come.</param>
    /// <param name="most">Characters that may still come.</param>
    public TextMask Follow(int least, int most, bool anyEscape) => lengths[anyEscape ? 1 : 0].Value.Follow(least, most);

    /// <summary>Finds the tokens that may follow a place between two characters of a string.</summary>
    public TextMask Follow<T>(T start, bool anyEscape)
        where T : struct, ITextCursor
    {
        var text = contents[anyEscape ? 1 : 0].Value;
        var content = text.Tokens;
        var any = anyText[anyEscape ? 1 : 0].Value;
        if (start.IsFree)
            return any;
        var (inside, closing) = (new ulong[(count + 63) / 64], new ulong[(count + 63) / 64]);
        var places = new T[Reach + 1]; // (bytes above)
        places[0] = start;
        Span<(int Low, int High)> ranges = stackalloc (int, int)[CharacterReader.MaxRanges];
        for (var index = 0; index < content.NodeCount;)
        {
            ref readonly var node = ref content[index];
            ref var place = ref places[node.Depth + 1];
            place = places[node.Depth];
            var goesOn = !text.Completes(index, out var character) ? place.MayStep(text.Possible(index, ranges))
                : character == TextTrie.End ? place.CanEnd
                : place.TryStep(character);
            if (goesOn && place.IsFree)
                AddBelow(content.TokensBelow(index), any, inside, closing);
            else if (goesOn)
                content.AddTokens(node, character == TextTrie.End ? closing : inside);
            index = goesOn && !place.IsFree ? index + 1 : node.End;
        }

        return new TextMask(new TokenSet(inside), new TokenSet(closing));
    }

    static void AddBelow(ReadOnlySpan<int> tokens, TextMask any, ulong[] inside, ulong[] closing)
    {
        foreach (var id in tokens)
        {
            inside[id >> 6] |= (any.Inside.Contains(id) ? 1UL : 0) << (id & 63);
            closing[id >> 6] |= (any.Closing.Contains(id) ? 1UL : 0) << (id & 63);
        }
    }

    /// <summary>Where a token ends the string that it begins in: the place of the quote, -1 when it does not, its length when it cannot stand in a string.</summary>
    static int EndOf(byte[] token)
    {
        var reader = new CharacterReader(plain: false);
        for (var at = 0; at < token.Length; at++)
        {
            switch (reader.Read(token[at]))
            {
                case CharacterEvent.End:
                    return at;
                case CharacterEvent.Bad:
                    return token.Length;
            }
        }

        return -1;
    }
}
