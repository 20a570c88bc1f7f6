using System.Collections.Frozen;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>The drafts of JSON Schema that are known.</summary>
internal static class Drafts
{
    static readonly Dictionary<string, KeywordReader> Legacy = new()
    {
        ["$ref"] = CoreKeywords.Readers["$ref"],
        ["definitions"] = CoreKeywords.Readers["definitions"],
        ["items"] = LegacyKeywords.ReadItems,
        ["additionalItems"] = LegacyKeywords.ReadAdditionalItems,
        ["dependencies"] = LegacyKeywords.ReadDependencies,
    };

    /// <summary>What draft 4 shares with 2020-12.</summary>
    static readonly string[] SharedByDraft4 =
    [
        "$schema", "title", "description", "default", "format", "allOf", "anyOf", "oneOf", "not", "properties", "patternProperties", "additionalProperties",
        "type", "enum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "required",
    ];

    static readonly string[] NewInDraft6 = ["$id", "const", "contains", "propertyNames", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "examples"];

    static readonly string[] NewInDraft7 = ["$comment", "if", "then", "else", "readOnly", "writeOnly", "contentEncoding", "contentMediaType"];

    public static SchemaDialect Draft202012 { get; } = Vocabularies.Dialect("2020-12", Vocabularies.Of202012);

    public static SchemaDialect Draft201909 { get; } = Vocabularies.Dialect("2019-09", Vocabularies.Of201909);

    public static SchemaDialect Draft7 { get; } = Old("7", [.. SharedByDraft4, .. NewInDraft6, .. NewInDraft7], Legacy);

    public static SchemaDialect Draft6 { get; } = Old("6", [.. SharedByDraft4, .. NewInDraft6], Legacy);

    public static SchemaDialect Draft4 { get; } = Old("4", SharedByDraft4, new Dictionary<string, KeywordReader>(Legacy)
    {
        ["id"] = static keyword => keyword.String(),
        ["minimum"] = LegacyKeywords.ReadMinimum,
        ["maximum"] = LegacyKeywords.ReadMaximum,
        ["exclusiveMinimum"] = static keyword => keyword.Boolean(),
        ["exclusiveMaximum"] = static keyword => keyword.Boolean(),
    }) with
    {
        IdKeyword = "id",
        IntegersAreWritten = true,
    };

    /// <summary>The newest first.</summary>
    public static IReadOnlyList<SchemaDialect> All { get; } = [Draft202012, Draft201909, Draft7, Draft6, Draft4];

    static readonly FrozenDictionary<string, SchemaDialect> ByAddress = new Dictionary<string, SchemaDialect>
    {
        ["json-schema.org/draft/2020-12/schema"] = Draft202012,
        ["json-schema.org/schema"] = Draft202012, // no draft's own name: by its publisher's word whichever is the newest
        ["json-schema.org/draft/2019-09/schema"] = Draft201909,
        ["json-schema.org/draft-07/schema"] = Draft7,
        ["json-schema.org/draft-06/schema"] = Draft6,
        ["json-schema.org/draft-04/schema"] = Draft4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The draft whose meta-schema has this address; http or https, with or without an empty fragment, as schemas write them.</summary>
    public static SchemaDialect? Find(string metaSchema)
    {
        var address = metaSchema.EndsWith('#') ? metaSchema[..^1] : metaSchema;
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        return address[..Math.Max(scheme, 0)] is "http" or "https" ? ByAddress.GetValueOrDefault(address[(scheme + 3)..]) : null;
    }

    static SchemaDialect Old(string name, string[] shared, IReadOnlyDictionary<string, KeywordReader> own) => new()
    {
        Name = name,
        Keywords = shared.Select(keyword => KeyValuePair.Create(keyword, Draft202012.Keywords[keyword])).Concat(own).Concat(AnnotationKeywords.Ours).ToFrozenDictionary(StringComparer.Ordinal),
        RefHidesSiblings = true,
        IdMayBeAnchor = true,
    };
}
