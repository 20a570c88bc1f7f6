using Sluice.Schema.Answers.Shapes.Claims;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Reads what a branch demands of some items: each way in which an item can be counted gets a shape of its own.</summary>
internal sealed class ItemDemandReader(ShapeCompiler compiler, Branch branch)
{
    readonly List<ItemCount> counts = [.. branch.Facts.OfType<ItemCount>().DistinctBy(count => (count.From, count.Value, count.Min, count.Max))];

    /// <summary>Null when the branch demands nothing of the kind.</summary>
    public ItemDemands? Read()
    {
        if (counts.Count == 0)
            return null;
        if (counts.Count > ItemDemands.MaxDemands)
            throw Refusal(counts[^1], $"together with others it counts items in more than {ItemDemands.MaxDemands} ways");
        if (counts.Find(count => Math.Max(count.Min, count.Max == int.MaxValue ? 0 : count.Max) > ItemDemands.MaxCount || count.From > ItemDemands.MaxCount) is { } large)
            throw Refusal(large, $"it counts more than {ItemDemands.MaxCount} items");
        if (branch.MinSize > ItemDemands.MaxCount)
            throw Refusal(counts[0], $"beside it the array must have more than {ItemDemands.MaxCount} items");
        var prefix = Math.Max(branch.PrefixLength, counts.Max(count => count.From));
        return new ItemDemands(
            [.. counts.Select(count => new ItemDemand(count.From, count.Min, count.Max, count.Node, count.Keyword))],
            [.. Enumerable.Range(0, prefix).Select(index => Ways(index, [.. branch.ItemClaims(index)]))],
            Ways(int.MaxValue, [.. branch.ItemClaims(int.MaxValue)]));
    }

    /// <summary>The ways to take an item, those that count it most first.</summary>
    ItemWay[] Ways(int index, List<SchemaClaim> known)
    {
        var ways = new List<ItemWay>();
        for (var counted = (1 << counts.Count) - 1; counted >= 0; counted--)
        {
            var (claims, isPossible) = (new List<SchemaClaim>(known), true);
            for (var demand = 0; demand < counts.Count; demand++)
            {
                var isCounted = (counted >> demand & 1) != 0;
                isPossible &= !isCounted || index >= counts[demand].From;
                if (isCounted)
                    claims.Add(counts[demand].Value);
                else if (index >= counts[demand].From && counts[demand].Max != int.MaxValue)
                    claims.Add(counts[demand].Value.Opposite);
            }

            if (isPossible && !compiler.Refutes(claims))
                ways.Add(new ItemWay(counted, compiler.ShapeOf(claims)));
        }

        return [.. ways.OrderByDescending(way => int.PopCount(way.Counted))];
    }

    static UnsupportedSchemaException Refusal(ItemCount count, string reason) =>
        new($"{count.Node.Path}/{count.Keyword}", count.Keyword, $"\"{count.Keyword}\" is not supported here: {reason}");
}
