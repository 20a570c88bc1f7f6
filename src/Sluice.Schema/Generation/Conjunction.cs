using Sluice.Schema.Loading;

namespace Sluice.Schema.Generation;

/// <summary>Schemas that must all hold, with one alternative chosen wherever there is a choice.</summary>
internal static class Conjunction
{
    public static IReadOnlyList<SchemaNode> Choose(IEnumerable<SchemaNode> schemas, Random random)
    {
        var chosen = new List<SchemaNode>();
        foreach (var schema in schemas)
            Add(schema, chosen, random);
        return chosen;
    }

    static void Add(SchemaNode schema, List<SchemaNode> chosen, Random random)
    {
        if (chosen.Contains(schema))
            return;
        chosen.Add(schema);
        if (schema.Ref is not null)
            Add(schema.Ref, chosen, random);
        if (schema.DynamicRef is not null)
            Add(schema.DynamicRef.Target, chosen, random);
        foreach (var part in schema.AllOf ?? [])
            Add(part, chosen, random);
        if (schema.AnyOf is not null)
            Add(schema.AnyOf[random.Next(schema.AnyOf.Count)], chosen, random);
        if (schema.OneOf is not null)
            Add(schema.OneOf[random.Next(schema.OneOf.Count)], chosen, random);
        // A value that fulfils "if" by chance is caught by the check afterwards.
        if (schema.If is not null && random.Next(2) == 0)
        {
            Add(schema.If, chosen, random);
            if (schema.Then is not null)
                Add(schema.Then, chosen, random);
        }
        else if (schema is { If: not null, Else: not null })
        {
            Add(schema.Else, chosen, random);
        }

        foreach (var (_, dependent) in schema.DependentSchemas ?? [])
            if (random.Next(2) == 0)
                Add(dependent, chosen, random);
    }
}
