using System.Numerics;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>So many of the items from an index on must fit something.</summary>
/// <param name="Max">int.MaxValue when there may be any number.</param>
/// <param name="Node">The schema that asks for them.</param>
internal readonly record struct ItemDemand(int From, int Min, int Max, SchemaNode Node, string Keyword)
{
    /// <summary>Where counting ends: more make no difference, or are not allowed.</summary>
    public int Cap => Max == int.MaxValue ? Min : Max;
}

/// <summary>One way to take an item: the demands that it is counted for, by bits, and what it must then be.</summary>
internal readonly record struct ItemWay(int Counted, Shape Shape);

/// <summary>
/// The demands that an array makes on some of its items. Where a demand has a most, an item that is not counted for it must not fit it;
/// where it has only a least, the item may fit all the same.
/// </summary>
/// <param name="prefix">The ways to take the first items, one by one.</param>
/// <param name="rest">The ways to take each item after those.</param>
internal sealed class ItemDemands(ItemDemand[] demands, ItemWay[][] prefix, ItemWay[] rest)
{
    public const int MaxDemands = 4;
    public const int MaxCount = 10_000; // a count has 16 bits, and so many steps are looked ahead

    const int Bits = 16;

    public ItemDemand[] All { get; } = demands;

    /// <summary>Items that have ways of their own.</summary>
    public int PrefixLength { get; } = prefix.Length;

    public IEnumerable<ItemWay> AllWays => prefix.SelectMany(ways => ways).Concat(rest);

    public ItemWay[] WaysAt(int index) => index < prefix.Length ? prefix[index] : rest;

    /// <summary>The counts after an item; null when there are too many.</summary>
    /// <param name="counts">Sixteen bits for each demand, 0 at the beginning.</param>
    public ulong? Add(ulong counts, int counted)
    {
        for (var rest = counted; rest != 0; rest &= rest - 1)
        {
            var demand = BitOperations.TrailingZeroCount(rest);
            if (CountOf(counts, demand) < All[demand].Cap)
                counts += 1UL << (demand * Bits);
            else if (All[demand].Max != int.MaxValue)
                return null;
        }

        return counts;
    }

    public bool AreMet(ulong counts)
    {
        for (var demand = 0; demand < All.Length; demand++)
        {
            if (CountOf(counts, demand) < All[demand].Min)
                return false;
        }

        return true;
    }

    /// <summary>Whether whatever ends well from the other counts ends well from these.</summary>
    public bool IsAsGood(ulong counts, ulong other)
    {
        for (var demand = 0; demand < All.Length; demand++)
        {
            var (own, others) = (CountOf(counts, demand), CountOf(other, demand));
            if (All[demand].Max == int.MaxValue ? own < others : own != others)
                return false;
        }

        return true;
    }

    /// <summary>Whether an array of so many items, the counts so far given, can still be brought to an end.</summary>
    /// <param name="isPossible">Whether something of a shape can be written.</param>
    /// <param name="minItems">Items that it must have, if that is more than the array asks for.</param>
    public bool CanComplete(ArrayAlternative array, int length, ulong counts, Func<Shape, bool> isPossible, int minItems = 0)
    {
        minItems = Math.Max(minItems, array.MinItems);
        var reached = new HashSet<ulong> { counts };
        var seen = new HashSet<ulong>();
        for (; ; length++)
        {
            if (length >= minItems && reached.Any(AreMet))
                return true;
            var isUniform = length >= Math.Max(PrefixLength, minItems);
            if (reached.Count == 0 || length >= array.MaxItems || isUniform && !reached.Any(seen.Add))
                return false;
            seen.UnionWith(isUniform ? reached : []);
            var next = new HashSet<ulong>();
            foreach (var way in WaysAt(length))
            {
                if (!isPossible(way.Shape))
                    continue;
                foreach (var before in reached)
                {
                    if (Add(before, way.Counted) is { } after)
                        next.Add(after);
                }
            }

            reached = next;
        }
    }

    static int CountOf(ulong counts, int demand) => (ushort)(counts >> (demand * Bits));
}
