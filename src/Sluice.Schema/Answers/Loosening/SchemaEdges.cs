using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Loosening;

/// <summary>The schemas that one schema leads to directly.</summary>
internal static class SchemaEdges
{
    public static IEnumerable<SchemaNode> All(SchemaNode node) => Widening(node).Concat(Turning(node).Select(edge => edge.Child));

    /// <summary>Through keywords that allow more when what they hold allows more.</summary>
    public static IEnumerable<SchemaNode> Widening(SchemaNode node)
    {
        SchemaNode?[] single =
        [
            node.Ref, node.DynamicRef?.Target, node.If is null ? null : node.Then, node.If is null ? null : node.Else, node.Items, node.UnevaluatedItems,
            node.AdditionalProperties, node.PropertyNames, node.UnevaluatedProperties, node.MaxContains is null ? node.Contains : null,
        ];
        return single.OfType<SchemaNode>()
            .Concat(node.AllOf ?? []).Concat(node.AnyOf ?? []).Concat(node.PrefixItems ?? [])
            .Concat(node.Properties?.Select(pair => pair.Value) ?? [])
            .Concat(node.PatternProperties?.Select(pair => pair.Value) ?? [])
            .Concat(node.DependentSchemas?.Select(pair => pair.Value) ?? []);
    }

    /// <summary>Through keywords that may forbid more when what they hold allows more.</summary>
    public static IEnumerable<(string Keyword, SchemaNode Child)> Turning(SchemaNode node)
    {
        if (node.Not is { } not)
            yield return ("not", not);
        if (node.If is { } condition)
            yield return ("if", condition);
        foreach (var choice in node.OneOf ?? [])
            yield return ("oneOf", choice);
        if (node is { MaxContains: not null, Contains: { } contained })
            yield return ("contains", contained);
    }
}
