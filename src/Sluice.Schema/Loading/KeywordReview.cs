using System.Collections.Frozen;
using System.Text.Json;
using Sluice.Schema.Loading.Dialects;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading;

/// <summary>Finds the words of a schema that would be ignored in silence although they look as if they asked for something.</summary>
internal static class KeywordReview
{
    /// <summary>Describe in every draft, whichever brought them; nothing is lost where a draft ignores them.</summary>
    static readonly FrozenSet<string> harmless = FrozenSet.Create(StringComparer.Ordinal,
        [
            .. AnnotationKeywords.MetaData.Keys, .. AnnotationKeywords.Content.Keys, "format", "$schema", "$id", "id", "$comment", "$anchor", "$defs", "definitions", "$vocabulary",
            // Of OpenAPI (https://spec.openapis.org/oas/v3.1.0#schema-object), where pydantic takes "discriminator" from.
            "discriminator", "xml", "externalDocs", "example",
            // Of editors (https://code.visualstudio.com/docs/languages/json) and of generators of types.
            "markdownDescription", "enumDescriptions", "markdownEnumDescriptions", "enumNames", "deprecationMessage", "doNotSuggest", "defaultSnippets", "errorMessage", "patternErrorMessage", "suggestSortText",
            "tsType", "tsEnumNames", "javaType", "existingJavaType", "propertyOrdering",
        ]);

    /// <summary>In the order of the schema; what stands in documents that it refers to is not ours to judge.</summary>
    public static IReadOnlyList<UnknownKeyword> Of(SchemaNode root)
    {
        List<UnknownKeyword> unknown = [];
        foreach (var node in root.Resource.Loaded.Where(node => node.Source.ValueKind == JsonValueKind.Object && node.Path.StartsWith('#')))
        {
            var dialect = node.Resource.Dialect;
            if (dialect.RefHidesSiblings && node.Source.TryGetProperty("$ref", out _)) continue; // nothing beside it counts

            unknown.AddRange(node.Source.EnumerateObject().Where(member => IsUnknown(member, dialect)).Select(member => new UnknownKeyword(
                $"{node.Path}/{JsonPointer.Escape(member.Name)}", member.Name, dialect.Name, dialect.Keywords.Keys, KnownTo(member),
                LooksLikeSchema(member.Value))));
        }

        return unknown;
    }

    /// <summary>Of the harmless ones, those whose value is never an object with a type: such a one is a key that was meant to stand under "properties".</summary>
    static readonly FrozenSet<string> neverSchemas = FrozenSet.Create(StringComparer.Ordinal,
        ["id", "xml", "externalDocs", "discriminator", "markdownDescription", "deprecationMessage", "patternErrorMessage", "suggestSortText", "tsType", "javaType", "existingJavaType", "propertyOrdering", "enumNames"]);

    static bool IsUnknown(JsonProperty member, SchemaDialect dialect) => !dialect.Keywords.ContainsKey(member.Name) && !member.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase)
        && (!harmless.Contains(member.Name) || (neverSchemas.Contains(member.Name) && LooksLikeSchema(member.Value)));

    /// <summary>The draft whose keyword it is; null when it stands for a key.</summary>
    static string? KnownTo(JsonProperty member) =>
        neverSchemas.Contains(member.Name) ? null : Drafts.All.FirstOrDefault(draft => draft.Keywords.ContainsKey(member.Name))?.Name;

    static bool LooksLikeSchema(JsonElement value) => value.ValueKind == JsonValueKind.Object && (value.TryGetProperty("type", out _) || value.TryGetProperty("enum", out _) || value.TryGetProperty("$ref", out _));
}
