using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Strings;

namespace Sluice.Schema.Tokens;

/// <summary>The tokens of a vocabulary as they may stand inside a JSON string: each up to the quote that ends the string, if it has one.</summary>
internal sealed class StringTokens
{
    readonly TokenTrie content; // with the quote
    readonly int maskLength;
    readonly int maxDepth;

    public StringTokens(IReadOnlyList<byte[]?> tokens)
    {
        maskLength = (tokens.Count + 63) / 64;
        var (contents, endings) = (new byte[]?[tokens.Count], new byte[]?[tokens.Count]);
        for (var id = 0; id < tokens.Count; id++)
        {
            if (tokens[id] is not { Length: > 0 } token)
                continue;
            var end = EndOf(token);
            if (end < 0)
                contents[id] = token;
            else if (end < token.Length)
                (contents[id], endings[id]) = (token[..(end + 1)], token[end..]);
        }

        (content, Endings) = (new TokenTrie(contents), new TokenTrie(endings));
        maxDepth = contents.Max(token => token?.Length) ?? 0;
        Closing = new TokenTrie([.. tokens.Select((token, id) => endings[id] is null ? null : token)]);
        ClosingIds = [.. Enumerable.Range(0, tokens.Count).Where(id => endings[id] is not null)];
    }

    /// <summary>Those that end a string, by what they have from the quote on.</summary>
    public TokenTrie Endings { get; }

    /// <summary>The same ones whole.</summary>
    public TokenTrie Closing { get; }

    public int[] ClosingIds { get; }

    /// <summary>Characters of the longest one at most.</summary>
    public int Reach => maxDepth;

    /// <summary>Finds the tokens that may follow a place between two characters of a string.</summary>
    public TextMask Follow(TextCursor start, bool anyEscape)
    {
        var (inside, closing) = (new ulong[maskLength], new ulong[maskLength]);
        var before = new (CharacterReader Reader, TextCursor Cursor)[maxDepth + 1];
        before[0] = (new CharacterReader(!anyEscape), start);
        Span<(int Low, int High)> ranges = stackalloc (int, int)[CharacterReader.MaxRanges];
        for (var index = 0; index < content.NodeCount;)
        {
            ref readonly var node = ref content[index];
            var (reader, cursor) = before[node.Depth];
            var read = reader.Read(node.Byte);
            var goesOn = read switch
            {
                CharacterEvent.Character => cursor.Step(reader.Character) is { } next && Moved(out cursor, next),
                CharacterEvent.Inside => cursor.MayStep(ranges[..reader.Possible(ranges)]),
                CharacterEvent.End => cursor.CanEnd,
                _ => false,
            };
            if (!goesOn)
            {
                index = node.End;
                continue;
            }

            before[node.Depth + 1] = (reader, cursor);
            content.AddTokens(node, read == CharacterEvent.End ? closing : inside);
            index++;
        }

        return new TextMask(new TokenSet(inside), new TokenSet(closing));
    }

    static bool Moved(out TextCursor cursor, TextCursor next)
    {
        cursor = next;
        return true;
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

/// <summary>The tokens that may follow a place in a string.</summary>
/// <param name="Inside">Those that stay in it.</param>
/// <param name="Closing">Those that end it, as far as the string is concerned; what they have after the quote counts besides.</param>
internal sealed record TextMask(TokenSet Inside, TokenSet Closing);
