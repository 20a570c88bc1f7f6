using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Keywords as drafts before 2020-12 had them. They are read into the same nodes, so that nobody behind the loader needs to know the draft.</summary>
internal static class LegacyKeywords
{
    /// <summary>Up to draft 7, split in 2019-09: a list of keys that a key asks for, or a schema for the whole object.</summary>
    public static void ReadDependencies(KeywordValue keyword)
    {
        var names = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        var schemas = new SchemaProperties();
        foreach (var (key, value) in keyword.Members("an object whose values are arrays of different strings or schemas"))
        {
            if (value.ValueKind == JsonValueKind.Array)
                names.Add(new(key, keyword.Names(value)));
            else
                schemas.Add(key, keyword.Schema(key, value));
        }

        keyword.Node.DependentRequired = names.Count > 0 ? names : null;
        keyword.Node.DependentSchemas = schemas.Count > 0 ? schemas : null;
    }

    /// <summary>Up to 2019-09: a schema for all items, or one for each of the first.</summary>
    public static void ReadItems(KeywordValue keyword)
    {
        if (keyword.Value.ValueKind == JsonValueKind.Array)
            keyword.Node.PrefixItems = keyword.Value.GetArrayLength() == 0 ? [] : keyword.Schemas();
        else
            keyword.Node.Items = keyword.Schema();
    }

    /// <summary>Up to 2019-09: the schema of the items behind those that an array of schemas has named; without such an array it means nothing.</summary>
    public static void ReadAdditionalItems(KeywordValue keyword)
    {
        var schema = keyword.Schema();
        if (Sibling(keyword, "items") is { ValueKind: JsonValueKind.Array })
            keyword.Node.Items = schema;
    }

    /// <summary>Draft 4: whether the bound itself is left out is said by a keyword beside it.</summary>
    public static void ReadMinimum(KeywordValue keyword)
    {
        if (Sibling(keyword, "exclusiveMinimum") is { ValueKind: JsonValueKind.True })
            keyword.Node.ExclusiveMinimum = keyword.Number();
        else
            keyword.Node.Minimum = keyword.Number();
    }

    /// <inheritdoc cref="ReadMinimum"/>
    public static void ReadMaximum(KeywordValue keyword)
    {
        if (Sibling(keyword, "exclusiveMaximum") is { ValueKind: JsonValueKind.True })
            keyword.Node.ExclusiveMaximum = keyword.Number();
        else
            keyword.Node.Maximum = keyword.Number();
    }

    /// <summary>2019-09: the outermost resource on the way whose root says so is where "$recursiveRef" leads; a nameless dynamic anchor.</summary>
    public static void ReadRecursiveAnchor(KeywordValue keyword)
    {
        if (keyword.Boolean() && keyword.Node.Resource.Root == keyword.Node)
            keyword.Node.Resource.DynamicAnchors[""] = keyword.Node;
    }

    public static void ReadRecursiveRef(KeywordValue keyword)
    {
        if (keyword.String() != "#")
            throw keyword.Refused("\"#\"");
        keyword.Reference(found => keyword.Node.DynamicRef = new DynamicReference(found.Target, found.Target.Resource.DynamicAnchors.ContainsKey("") ? "" : null));
    }

    static JsonElement? Sibling(KeywordValue keyword, string name) => keyword.Node.Source.TryGetProperty(name, out var value) ? value : null;
}
