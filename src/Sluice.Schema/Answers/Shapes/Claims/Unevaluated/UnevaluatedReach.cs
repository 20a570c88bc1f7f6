using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims.Unevaluated;

/// <summary>
/// The choices of which it counts whether they hold beside each other, since unevaluatedProperties or unevaluatedItems asks what they
/// have spoken for.
/// </summary>
internal sealed class UnevaluatedReach
{
    readonly Dictionary<AlternativeKind, HashSet<SchemaNode>> watched = [];
    readonly ClaimTable claims;

    public UnevaluatedReach(ClaimTable claims, IEnumerable<SchemaNode> all)
    {
        this.claims = claims;
        foreach (var node in all)
        {
            foreach (var kind in (AlternativeKind[])[AlternativeKind.Object, AlternativeKind.Array])
            {
                if (InPlace.Rest(node, kind) is not null)
                    Watch(kind, InPlace.Closure(node));
            }
        }
    }

    /// <summary>Whether there is nothing of the kind in the schema.</summary>
    public bool IsEmpty => watched.Count == 0;

    /// <summary>
    /// Both ways for each choice of a schema: that it holds, and that it has spoken for nothing. With fewer spoken for the rest is held to
    /// more, so it does no harm that a choice may hold all the same.
    /// </summary>
    public IEnumerable<Clause> Decisions(SchemaNode node, AlternativeKind kind) =>
        watched.TryGetValue(kind, out var schemas) && schemas.Contains(node)
            ? Undecided(node, kind).Select(choice => new Clause(node, node.AnyOf?.Contains(choice) == true ? "anyOf" : "if", [[claims.Says(choice)], [new NoClaim(choice)]])) : [];

    /// <summary>That some member or item is left which does not fit; here it must be known of each choice whether it holds.</summary>
    public UnevaluatedMissed? Missed(SchemaNode node, AlternativeKind kind)
    {
        if (InPlace.Rest(node, kind) is null)
            return null;
        // In a resource of its own it is not taken for the schema whose text it has.
        var bare = node.CopyInto(new SchemaResource { Address = node.Resource.Address, Dialect = node.Resource.Dialect });
        (bare.UnevaluatedItems, bare.UnevaluatedProperties) = (null, null);
        var clauses = InPlace.Closure(bare).SelectMany(below => Undecided(below, kind)
            .Select(choice => new Clause(below, "anyOf", [[claims.Says(choice)], [claims.Denies(choice)]]))).ToList();
        return new UnevaluatedMissed(node, bare, kind == AlternativeKind.Object ? "unevaluatedProperties" : "unevaluatedItems", clauses);
    }

    /// <summary>The choices that speak for something, and that nothing else in the schema decides.</summary>
    static IEnumerable<SchemaNode> Undecided(SchemaNode node, AlternativeKind kind)
    {
        IEnumerable<SchemaNode?> choices = [.. node.AnyOf ?? [], node is { Then: null, Else: null } ? node.If : null];
        return choices.OfType<SchemaNode>().Where(choice => InPlace.Closure(choice).Any(schema => InPlace.Speaks(schema, kind)));
    }

    void Watch(AlternativeKind kind, HashSet<SchemaNode> schemas)
    {
        if (!watched.TryGetValue(kind, out var all))
            watched.Add(kind, all = []);
        all.UnionWith(schemas);
        all.UnionWith(schemas.Select(schema => claims.Says(schema).Node)); // the one whose meaning stands for its twins'
    }
}
