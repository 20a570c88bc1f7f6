using System.Numerics;

namespace Sluice.Schema.Tokens;

/// <summary>Some tokens of a vocabulary: a list of few, a mask of many.</summary>
internal sealed class TokenSet
{
    readonly int[]? ids; // ascending
    readonly ulong[]? mask;

    public TokenSet(ulong[] mask)
    {
        var count = mask.Sum(word => BitOperations.PopCount(word));
        if (count * sizeof(int) >= mask.Length * sizeof(ulong))
            this.mask = mask;
        else
            ids = [.. Ids(mask)];
    }

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

    static IEnumerable<int> Ids(ulong[] mask)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            for (var left = mask[word]; left != 0; left &= left - 1)
                yield return word * 64 + BitOperations.TrailingZeroCount(left);
        }
    }
}
