using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Keywords that cannot be followed while an answer is written, refused where they would count.</summary>
internal static class UnsupportedKeywords
{
    public static void RefuseForArrays(IReadOnlyList<SchemaNode> branch)
    {
        foreach (var node in branch)
        {
            Refuse(node, "unevaluatedItems", Counts(node.UnevaluatedItems), "use items beside prefixItems");
        }
    }

    public static void RefuseForObjects(IReadOnlyList<SchemaNode> branch)
    {
        foreach (var node in branch)
        {
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
