using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>The ways in which an array can violate the own keywords of a schema.</summary>
internal sealed class ArrayDenial(ClaimTable claims)
{
    public IEnumerable<IReadOnlyList<Claim>> Ways(SchemaNode node)
    {
        foreach (var size in Denial.Outside(node.MinItems, node.MaxItems))
            yield return [size];
        var prefix = node.PrefixItems ?? [];
        for (var index = 0; index < prefix.Count; index++)
        {
            if (prefix[index].Always != true)
                yield return [new SizeClaim(index + 1, int.MaxValue), new ItemClaim(index, claims.Denies(prefix[index]))];
        }

        if (node.Items is { Always: false })
            yield return [new SizeClaim(prefix.Count + 1, int.MaxValue)];
        else if (node.Items is { Always: null } items)
            yield return [new SizeClaim(prefix.Count + 1, int.MaxValue), new ItemCount(prefix.Count, claims.Denies(items), 1, int.MaxValue, node, "items")];
        if (node.Contains is { } contained)
        {
            foreach (var count in Denial.Outside(node.MinContains ?? 1, node.MaxContains))
                yield return [new ItemCount(0, claims.Says(contained), count.Min, count.Max, node, "contains")];
        }

        if (node.UniqueItems)
            yield return [new SizeClaim(2, int.MaxValue), new UnsupportedClaim(node, "uniqueItems", "that some item must stand twice is not followed while writing")];
    }
}
