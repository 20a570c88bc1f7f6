using System.Text.Json;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Finds the dialect that a `$schema` names: a draft, or a meta-schema that lists its vocabularies or extends another.</summary>
internal static class DialectFinder
{
    const int MaxSteps = 8; // meta-schemas that name each other

    public static SchemaDialect Find(string metaSchema, string path, Func<string, JsonElement?> fetch)
    {
        var name = metaSchema;
        for (var i = 0; i < MaxSteps; i++)
        {
            if (Drafts.Find(name) is { } draft)
                return draft;
            if (fetch(name.EndsWith('#') ? name[..^1] : name) is not { ValueKind: JsonValueKind.Object } document)
                throw new SchemaException(path, $"\"$schema\" names \"{name}\", which is not known here; known are the drafts 4, 6, 7, 2019-09 and 2020-12 (\"https://json-schema.org/draft/2020-12/schema\", also what counts without \"$schema\")");
            if (document.TryGetProperty("$vocabulary", out var vocabulary) && vocabulary.ValueKind == JsonValueKind.Object)
                return Vocabularies.Dialect(name, Known(vocabulary, name, path));
            if (!document.TryGetProperty("$schema", out var next) || next.ValueKind != JsonValueKind.String)
                return Drafts.Draft202012;
            name = next.GetString()!;
        }

        throw new SchemaException(path, $"the meta-schemas from \"{metaSchema}\" on name each other without end");
    }

    static List<string> Known(JsonElement vocabulary, string metaSchema, string path)
    {
        var known = new List<string>();
        foreach (var entry in vocabulary.EnumerateObject())
        {
            if (Vocabularies.Knows(entry.Name))
                known.Add(entry.Name);
            else if (entry.Value.ValueKind == JsonValueKind.True)
                throw new SchemaException(path, $"the meta-schema \"{metaSchema}\" requires the vocabulary \"{entry.Name}\", which is not known here; those of 2019-09 and 2020-12 are");
        }

        return known;
    }
}
