using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Finds the dialect that a `$schema` names: a draft, or a meta-schema that lists its vocabularies.</summary>
internal static class DialectFinder
{
    const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";

    public static SchemaDialect Find(string metaSchema, string path, Func<string, JsonElement?> fetch)
    {
        var address = metaSchema.EndsWith('#') ? metaSchema[..^1] : metaSchema;
        if (address == Draft202012)
            return SchemaDialect.Draft202012;
        if (fetch(address) is not { ValueKind: JsonValueKind.Object } document)
            throw new SchemaException(path, $"\"$schema\" names \"{metaSchema}\", which is not known here; leave it out or write \"{Draft202012}\"");
        if (!document.TryGetProperty("$vocabulary", out var vocabulary) || vocabulary.ValueKind != JsonValueKind.Object)
            return SchemaDialect.Draft202012;

        var known = new List<string>();
        foreach (var entry in vocabulary.EnumerateObject())
        {
            if (SchemaDialect.Knows(entry.Name))
                known.Add(entry.Name);
            else if (entry.Value.ValueKind == JsonValueKind.True)
                throw new SchemaException(path, $"the meta-schema \"{metaSchema}\" requires the vocabulary \"{entry.Name}\", which is not known here; those of 2020-12 are");
        }

        return SchemaDialect.Of(known);
    }
}
