using Sluice.Schema.Answers.Running;

namespace Sluice.Schema.Tokens;

/// <summary>What each byte of a tree of tokens means in a string: worked out once, so that following a string costs a step a character.</summary>
internal sealed class TextTrie
{
    public const int End = -1; // the quote
    const int Bad = -2;
    const int FirstInside = -3;

    readonly TokenTrie trie;
    readonly int[] meanings; // (node) -> the character that it completes, or one of the above, or FirstInside less the place of its reader
    readonly List<CharacterReader> readers = [];

    public TextTrie(TokenTrie trie, bool anyEscape)
    {
        (this.trie, meanings) = (trie, new int[trie.NodeCount]);
        var before = new List<CharacterReader> { new(!anyEscape) }; // (bytes above)
        for (var index = 0; index < trie.NodeCount; index++)
        {
            ref readonly var node = ref trie[index];
            var reader = before[node.Depth];
            var read = reader.Read(node.Byte);
            meanings[index] = read switch
            {
                CharacterEvent.Character => reader.Character,
                CharacterEvent.End => End,
                CharacterEvent.Inside => FirstInside - readers.Count,
                _ => Bad,
            };
            if (read == CharacterEvent.Inside)
                readers.Add(reader);
            if (before.Count == node.Depth + 1)
                before.Add(reader);
            before[node.Depth + 1] = reader;
            if (read == CharacterEvent.Bad)
                SkipTo(ref index, node.End);
        }
    }

    public TokenTrie Tokens => trie;

    /// <summary>The character that a node completes, or <see cref="End"/>. Else false: it completes none.</summary>
    public bool Completes(int node, out int character)
    {
        character = meanings[node];
        return character >= End;
    }

    /// <summary>The characters that the one half read at a node may become; none when the node cannot stand in a string.</summary>
    public ReadOnlySpan<(int Low, int High)> Possible(int node, Span<(int Low, int High)> ranges) =>
        meanings[node] == Bad ? [] : ranges[..readers[FirstInside - meanings[node]].Possible(ranges)];

    void SkipTo(ref int index, int end)
    {
        meanings.AsSpan(index, end - index).Fill(Bad);
        index = end - 1;
    }
}
