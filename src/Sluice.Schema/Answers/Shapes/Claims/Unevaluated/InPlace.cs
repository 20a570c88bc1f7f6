using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims.Unevaluated;

/// <summary>Schemas that apply to the same value as another one, and what they speak for.</summary>
internal static class InPlace
{
    /// <summary>Those that may speak for members and items in a schema's stead: all but what stands under "not".</summary>
    public static IEnumerable<SchemaNode> Of(SchemaNode node)
    {
        SchemaNode?[] single = [node.Ref, node.DynamicRef?.Target, node.If, node.Then, node.Else];
        return single.OfType<SchemaNode>().Concat(node.AllOf ?? []).Concat(node.AnyOf ?? []).Concat(node.OneOf ?? [])
            .Concat(node.DependentSchemas?.Select(pair => pair.Value) ?? []);
    }

    /// <summary>A schema and all that it leads to without going into the value.</summary>
    public static HashSet<SchemaNode> Closure(SchemaNode start)
    {
        var (seen, open) = (new HashSet<SchemaNode> { start }, new Stack<SchemaNode>([start]));
        while (open.TryPop(out var node))
        {
            foreach (var next in Of(node))
            {
                if (seen.Add(next))
                    open.Push(next);
            }
        }

        return seen;
    }

    /// <summary>Whether a schema itself speaks for some members of an object, or some items of an array.</summary>
    public static bool Speaks(SchemaNode node, AlternativeKind kind) => kind == AlternativeKind.Object
        ? node is not { Properties: null, PatternProperties: null, AdditionalProperties: null, UnevaluatedProperties: null }
        : node is not { PrefixItems: null, Items: null, UnevaluatedItems: null } || node is { Contains: not null, ContainsEvaluates: true };

    /// <summary>What a schema asks of the members or items that nobody has spoken for; null for nothing.</summary>
    public static SchemaNode? Rest(SchemaNode node, AlternativeKind kind) =>
        kind switch { AlternativeKind.Object => node.UnevaluatedProperties, AlternativeKind.Array => node.UnevaluatedItems, _ => null } is { } rest && rest.Always != true ? rest : null;
}
