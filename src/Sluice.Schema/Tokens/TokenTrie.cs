namespace Sluice.Schema.Tokens;

/// <summary>The tokens of a vocabulary as a tree of bytes, laid out flat: a node is followed by what is below it.</summary>
internal sealed class TokenTrie
{
    readonly Node[] nodes;
    readonly int[] ids;

    public TokenTrie(IReadOnlyList<byte[]?> tokens)
    {
        var order = Enumerable.Range(0, tokens.Count).Where(id => tokens[id] is { Length: > 0 }).ToArray();
        Array.Sort(order, (left, right) => tokens[left].AsSpan().SequenceCompareTo(tokens[right]));
        var (nodes, ids) = (new List<Node>(), new List<int>());
        var open = new List<int>(); // nodes of the token before, one for each of its bytes
        byte[] before = [];
        foreach (var id in order)
        {
            var token = tokens[id]!;
            var shared = before.AsSpan().CommonPrefixLength(token);
            Close(shared);
            for (var depth = shared; depth < token.Length; depth++)
            {
                open.Add(nodes.Count);
                nodes.Add(new Node { Byte = token[depth], Depth = depth, FirstId = ids.Count, LastId = ids.Count });
            }

            ids.Add(id);
            nodes[open[^1]] = nodes[open[^1]] with { LastId = ids.Count };
            before = token;
        }

        Close(0);
        (this.nodes, this.ids) = ([.. nodes], [.. ids]);

        void Close(int depth)
        {
            for (; open.Count > depth; open.RemoveAt(open.Count - 1))
                nodes[open[^1]] = nodes[open[^1]] with { End = nodes.Count };
        }
    }

    public int NodeCount => nodes.Length;

    public ref readonly Node this[int node] => ref nodes[node];

    /// <summary>The tokens that end at a node.</summary>
    public ReadOnlySpan<int> TokensOf(in Node node) => ids.AsSpan(node.FirstId, node.LastId - node.FirstId);

    /// <summary>The tokens that end at a node, or below it.</summary>
    public ReadOnlySpan<int> TokensBelow(int node)
    {
        var (first, end) = (nodes[node].FirstId, nodes[node].End);
        return ids.AsSpan(first, (end < nodes.Length ? nodes[end].FirstId : ids.Length) - first);
    }

    public void AddTokens(in Node node, Span<ulong> mask)
    {
        foreach (var id in TokensOf(node))
            mask[id >> 6] |= 1UL << (id & 63);
    }

    /// <summary>One byte in the place that the bytes above it give.</summary>
    internal readonly record struct Node
    {
        public required byte Byte { get; init; }

        /// <summary>Bytes above.</summary>
        public required int Depth { get; init; }

        public required int FirstId { get; init; }

        public required int LastId { get; init; }

        /// <summary>The node after all that is below this one.</summary>
        public int End { get; init; }
    }
}
