namespace Sluice.Schema.Loading.Dialects;

/// <summary>The vocabularies "applicator" and "unevaluated": schemas inside schemas.</summary>
internal static class ApplicatorKeywords
{
    public static readonly IReadOnlyDictionary<string, KeywordReader> Readers = new Dictionary<string, KeywordReader>
    {
        ["allOf"] = static keyword => keyword.Node.AllOf = keyword.Schemas(),
        ["anyOf"] = static keyword => keyword.Node.AnyOf = keyword.Schemas(),
        ["oneOf"] = static keyword => keyword.Node.OneOf = keyword.Schemas(),
        ["not"] = static keyword => keyword.Node.Not = keyword.Schema(),
        ["if"] = static keyword => keyword.Node.If = keyword.Schema(),
        ["then"] = static keyword => keyword.Node.Then = keyword.Schema(),
        ["else"] = static keyword => keyword.Node.Else = keyword.Schema(),
        ["prefixItems"] = static keyword => keyword.Node.PrefixItems = keyword.Schemas(),
        ["items"] = static keyword => keyword.Node.Items = keyword.Schema(),
        ["contains"] = static keyword => keyword.Node.Contains = keyword.Schema(),
        ["properties"] = static keyword => keyword.Node.Properties = keyword.SchemasByName(),
        ["patternProperties"] = static keyword => keyword.Node.PatternProperties = keyword.SchemasByPattern(),
        ["additionalProperties"] = static keyword => keyword.Node.AdditionalProperties = keyword.Schema(),
        ["propertyNames"] = static keyword => keyword.Node.PropertyNames = keyword.Schema(),
        ["dependentSchemas"] = static keyword => keyword.Node.DependentSchemas = keyword.SchemasByName(),
    };

    public static readonly IReadOnlyDictionary<string, KeywordReader> Unevaluated = new Dictionary<string, KeywordReader>
    {
        ["unevaluatedItems"] = static keyword => keyword.Node.UnevaluatedItems = keyword.Schema(),
        ["unevaluatedProperties"] = static keyword => keyword.Node.UnevaluatedProperties = keyword.Schema(),
    };

    /// <summary>One vocabulary still, and tuples as an array under "items".</summary>
    public static readonly IReadOnlyDictionary<string, KeywordReader> Readers201909 = new Dictionary<string, KeywordReader>(Readers.Where(reader => reader.Key != "prefixItems").Concat(Unevaluated))
    {
        ["items"] = LegacyKeywords.ReadItems,
        ["additionalItems"] = LegacyKeywords.ReadAdditionalItems,
    };
}
