using System.Numerics;

namespace Sluice.Schema.Tokens;

/// <summary>Some tokens of a vocabulary: a list of few, a mask of many. Immutable; two with the same tokens are equal.</summary>
internal sealed class TokenSet : IEquatable<TokenSet>
{
    readonly int[]? ids; // ascending
    readonly ulong[]? mask;
    readonly int hash;

    public TokenSet(ulong[] mask)
    {
        var code = default(HashCode);
        foreach (var word in mask)
        {
            Count += BitOperations.PopCount(word);
            code.Add(word);
        }

        hash = code.ToHashCode();
        if (Count * sizeof(int) >= mask.Length * sizeof(ulong))
        {
            this.mask = mask;
        }
        else
        {
            List<int> few = [];
            AddIdsOf(mask, few);
            ids = [.. few];
        }
    }

    public int Count { get; }

    /// <summary>Bytes of memory.</summary>
    public int Size => (ids?.Length * sizeof(int) ?? 0) + (mask?.Length * sizeof(ulong) ?? 0);

    public bool Contains(int id) => mask is not null ? (mask[id >> 6] >> (id & 63) & 1) != 0 : Array.BinarySearch(ids!, id) >= 0;

    public void AddTo(Span<ulong> bits)
    {
        if (mask is not null)
        {
            for (var word = 0; word < mask.Length; word++)
                bits[word] |= mask[word];
            return;
        }

        foreach (var id in ids!)
            bits[id >> 6] |= 1UL << (id & 63);
    }

    public void AddTo(List<int> list)
    {
        if (mask is not null)
            AddIdsOf(mask, list);
        else
            list.AddRange(ids!);
    }

    public bool Equals(TokenSet? other) =>
        ReferenceEquals(this, other) || other is not null && hash == other.hash && Count == other.Count
        && (mask is not null ? mask.AsSpan().SequenceEqual(other.mask) : ids.AsSpan().SequenceEqual(other.ids));

    public override bool Equals(object? obj) => Equals(obj as TokenSet);

    public override int GetHashCode() => hash;

    static void AddIdsOf(ulong[] mask, List<int> list)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            for (var left = mask[word]; left != 0; left &= left - 1)
                list.Add(word * 64 + BitOperations.TrailingZeroCount(left));
        }
    }
}
