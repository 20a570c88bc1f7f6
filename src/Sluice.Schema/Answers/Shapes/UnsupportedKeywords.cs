using Sluice.Schema.Answers.Shapes.Claims;
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

    /// <summary>What is asked of some member of an object.</summary>
    public static void RefuseForObjects(IReadOnlyList<Claim> facts)
    {
        foreach (var some in facts.OfType<SomeMember>())
            Refuse(some.Node, some.Keyword, true, "that some key violates it cannot be promised while writing; name the keys in properties");
    }

    static bool Counts(SchemaNode? schema) => schema is not null && schema.Always != true;

    static void Refuse(SchemaNode node, string keyword, bool stands, string reason)
    {
        if (stands)
            throw new UnsupportedSchemaException($"{node.Path}/{keyword}", keyword, $"\"{keyword}\" is not supported here: {reason}");
    }
}
