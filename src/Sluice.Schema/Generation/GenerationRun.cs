using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Generation;

/// <summary>One attempt to write a document: randomness, how deep we are, and what the attempt may still cost.</summary>
internal sealed class GenerationRun(Random random, GenerationOptions options)
{
    const int MaxValues = 5_000; // values tried, failures included
    const int MaxDepth = 40; // values below each other
    const long MaxPatternSteps = 50_000_000; // of patterns tried on samples, about a second

    int values;
    int depth;

    public Random Random => random;

    public GenerationOptions Options => options;

    /// <summary>True where only what must be there should be written.</summary>
    public bool IsModest => depth > options.ModestDepth;

    public PatternBudget PatternBudget { get; } = new(MaxPatternSteps);

    /// <summary>The last thing that could not be done, with its place in the schema.</summary>
    public string Obstacle { get; private set; } = "nothing was tried";

    /// <summary>A value that all the schemas accept, as JSON text; null when none was found.</summary>
    public string? Write(IReadOnlyList<SchemaNode> schemas)
    {
        const int Tries = 6; // of one place, with other choices each
        for (var i = 0; i < Tries; i++)
        {
            if (++values > MaxValues)
                return null; // the obstacle that used the tries up says more than that they are used up
            if (depth >= MaxDepth)
                return Fail(schemas, $"the values asked for stand more than {MaxDepth} deep");
            depth++;
            var text = new ValueWriter(this, Conjunction.Choose(schemas, random)).Write();
            depth--;
            if (text is null)
                continue;
            if (!schemas.Any(NeedsCheck) || Accepts(schemas, text))
                return text;
            Fail(schemas, "the values written fit the alternative chosen, but not the schema as a whole");
        }

        return null;
    }

    /// <summary>Notes why a value cannot be written.</summary>
    public string? Fail(IReadOnlyList<SchemaNode> schemas, string obstacle)
    {
        Obstacle = $"{(schemas.Count == 0 ? "#" : schemas[0].Path)}: {obstacle}";
        return null;
    }

    public static bool Accepts(IEnumerable<SchemaNode> schemas, string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2 * MaxDepth });
        var value = document.RootElement;
        return schemas.All(schema => Validator.Accepts(schema, value));
    }

    /// <summary>True for schemas that say more than a conjunction of simple ones can.</summary>
    static bool NeedsCheck(SchemaNode schema) =>
        schema.Ref is not null || schema.DynamicRef is not null || schema.AllOf is not null || schema.AnyOf is not null || schema.OneOf is not null
        || schema.Not is not null || schema.If is not null || schema.DependentSchemas is not null
        || schema.UnevaluatedItems is not null || schema.UnevaluatedProperties is not null;
}
