using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Keywords that cannot be followed while an answer is written, refused where they would count.</summary>
internal static class UnsupportedKeywords
{
    /// <summary>Those that concern values of every type.</summary>
    public static void RefuseAnywhere(IReadOnlyList<SchemaNode> branch)
    {
        foreach (var node in branch)
        {
            Refuse(node, "oneOf", node.OneOf is not null, "that exactly one of several schemas accepts a value cannot be told before its end; use anyOf where they exclude each other anyway");
            Refuse(node, "not", node.Not is not null, "that a schema refuses a value cannot be told before its end");
            Refuse(node, "if", node.If is not null && (node.Then ?? node.Else) is not null, "a condition cannot be decided before the end of the value");
            Refuse(node, "$dynamicRef", node.DynamicRef is { Anchor: not null }, "where it leads depends on the way to it; use $ref");
        }
    }

    public static void RefuseForArrays(IReadOnlyList<SchemaNode> branch)
    {
        foreach (var node in branch)
        {
            Refuse(node, "contains", node.Contains is not null, "that some item fits cannot be promised while writing; describe the items by items or prefixItems");
            Refuse(node, "unevaluatedItems", Counts(node.UnevaluatedItems), "use items beside prefixItems");
        }
    }

    public static void RefuseForObjects(IReadOnlyList<SchemaNode> branch)
    {
        foreach (var node in branch)
        {
            Refuse(node, "patternProperties", node.PatternProperties is { Count: > 0 }, "keys by regular expression are not followed while writing; name them in properties, or use additionalProperties");
            Refuse(node, "propertyNames", Counts(node.PropertyNames), "keys by schema are not followed while writing; name them in properties");
            Refuse(node, "dependentRequired", node.DependentRequired is { Count: > 0 }, "keys that depend on others are not followed while writing; use required");
            Refuse(node, "dependentSchemas", node.DependentSchemas is { Count: > 0 }, "schemas that depend on keys are not followed while writing; use anyOf");
            Refuse(node, "unevaluatedProperties", Counts(node.UnevaluatedProperties), "use additionalProperties");
        }
    }

    static bool Counts(SchemaNode? schema) => schema is not null && schema.Always != true;

    static void Refuse(SchemaNode node, string keyword, bool stands, string reason)
    {
        if (stands)
            throw new UnsupportedSchemaException($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" is not supported here: {reason}");
    }
}
