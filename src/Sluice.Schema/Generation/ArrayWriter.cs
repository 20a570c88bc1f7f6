using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Generation;

/// <summary>Writes an array: as many items as asked for and a few more, different ones where asked, with those that "contains" wants.</summary>
internal sealed class ArrayWriter(GenerationRun run, IReadOnlyList<SchemaNode> schemas)
{
    const int Tries = 20; // of one item that must differ from the others
    const int MaxItems = 2_000; // longer arrays are not written

    readonly HashSet<JsonElement> seen = new(JsonEquality.Comparer);
    readonly bool unique = schemas.Any(schema => schema.UniqueItems);

    public string? Write()
    {
        var wanted = schemas.Where(schema => schema.Contains is not null).SelectMany(schema => Enumerable.Repeat(schema.Contains!, schema.MinContains ?? 1)).ToList();
        var least = Math.Max(schemas.Max(schema => schema.MinItems) ?? 0, wanted.Count);
        var most = schemas.Min(schema => schema.MaxItems) ?? int.MaxValue;
        if (least > most)
            return run.Fail(schemas, "more items are asked for than \"maxItems\" allows");
        if (least > MaxItems)
            return run.Fail(schemas, $"arrays of more than {MaxItems} items are not written");

        var count = run.IsModest ? least : (int)Math.Min(most, least + (long)run.Random.Next(run.Options.Generosity + 1));
        var items = new List<string>();
        while (items.Count < count)
        {
            // What "contains" wants comes last, behind the places that "prefixItems" has fixed.
            var contained = items.Count >= count - wanted.Count ? wanted[count - 1 - items.Count] : null;
            if (WriteItem(items.Count, contained) is { } item)
                items.Add(item);
            else if (items.Count >= least && contained is null)
                break; // there are no more different ones
            else
                return null;
        }

        return items.Count < least ? null : $"[{string.Join(',', items)}]";
    }

    string? WriteItem(int index, SchemaNode? contained)
    {
        var rules = schemas.Select(schema => index < schema.PrefixItems?.Count ? schema.PrefixItems[index] : schema.Items ?? schema.UnevaluatedItems)
            .Append(contained).OfType<SchemaNode>().ToList();
        for (var i = 0; i < Tries; i++)
        {
            if (run.Write(rules) is not { } text)
                return null;
            if (!unique || IsNew(text))
                return text;
        }

        return run.Fail(schemas, "no further item was found that differs from the others");
    }

    bool IsNew(string text)
    {
        using var document = JsonDocument.Parse(text);
        return seen.Add(document.RootElement.Clone());
    }
}
