using System.Globalization;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>Counts, prefixItems, items, contains and uniqueItems.</summary>
internal static class ArrayChecks
{
    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement array, Evaluated? evaluated)
    {
        var accepts = AcceptCount(run, node, array.GetArrayLength());
        if (accepts || !run.IsDone)
            accepts &= AcceptItems(run, node, array, evaluated);
        if ((accepts || !run.IsDone) && node.Contains is not null)
            accepts &= AcceptContains(run, node, node.Contains, array, evaluated);
        if ((accepts || !run.IsDone) && node.UniqueItems)
            accepts &= AcceptUnique(run, node, array);
        return accepts;
    }

    static bool AcceptCount(ValidationRun run, SchemaNode node, int count)
    {
        if (count < node.MinItems)
            return run.Fail(node, "minItems", $"must have {node.MinItems.Value:item} or more, but has {count}");
        if (count > node.MaxItems)
            return run.Fail(node, "maxItems", $"must have {node.MaxItems.Value:item} or fewer, but has {count}");
        return true;
    }

    static bool AcceptItems(ValidationRun run, SchemaNode node, JsonElement array, Evaluated? evaluated)
    {
        if (node.PrefixItems is null && node.Items is null)
            return true;
        var accepts = true;
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            var schema = index < node.PrefixItems?.Count ? node.PrefixItems[index] : node.Items;
            if (schema is null)
                break;
            accepts &= run.Below(index.ToString(CultureInfo.InvariantCulture), schema, item);
            if (!accepts && run.IsDone)
                return false;
            index++;
        }

        evaluated?.AddItemsBefore(index);
        return accepts;
    }

    static bool AcceptContains(ValidationRun run, SchemaNode node, SchemaNode contained, JsonElement array, Evaluated? evaluated)
    {
        var (least, most) = (node.MinContains ?? 1, node.MaxContains ?? int.MaxValue);
        var found = 0;
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (run.Try(contained, item, null))
            {
                found++;
                if (node.ContainsEvaluates)
                    evaluated?.Add(index);
            }

            index++;
        }

        if (found < least)
            return run.Fail(node, node.MinContains is null ? "contains" : "minContains", $"must have {least} or more items that match {contained.Path}, but has {found}");
        if (found > most)
            return run.Fail(node, "maxContains", $"must have {most} or fewer items that match {contained.Path}, but has {found}");
        return true;
    }

    static bool AcceptUnique(ValidationRun run, SchemaNode node, JsonElement array)
    {
        var seen = new HashSet<JsonElement>(JsonEquality.Comparer);
        foreach (var item in array.EnumerateArray())
            if (!seen.Add(item))
                return run.Fail(node, "uniqueItems", $"must not have the same item twice, but has {JsonPointer.Excerpt(item)} more than once");
        return true;
    }
}
