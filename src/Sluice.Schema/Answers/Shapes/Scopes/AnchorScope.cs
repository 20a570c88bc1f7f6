using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Scopes;

/// <summary>Which resources on a way were the first to name the dynamic anchors that some reference asks for. Equal ways are one object.</summary>
internal sealed class AnchorScope
{
    readonly IReadOnlyList<string> anchors;
    readonly SchemaResource?[] first; // (anchor); null: none so far
    readonly Dictionary<string, AnchorScope> all; // shared by the scopes of one schema
    readonly List<SchemaResource> numbered; // shared too: what a resource is called in their keys

    public AnchorScope(IEnumerable<string> anchors) : this([.. anchors], [], []) => all.Add(Key(first), this);

    AnchorScope(IReadOnlyList<string> anchors, Dictionary<string, AnchorScope> all, List<SchemaResource> numbered) =>
        (this.anchors, first, this.all, this.numbered) = (anchors, new SchemaResource?[anchors.Count], all, numbered);

    /// <summary>The scope within a resource that is entered from here.</summary>
    public AnchorScope Enter(SchemaResource resource)
    {
        var within = first.ToArray();
        for (var anchor = 0; anchor < within.Length; anchor++)
            within[anchor] ??= resource.DynamicAnchors.ContainsKey(anchors[anchor]) ? resource : null;
        var key = Key(within);
        if (all.TryGetValue(key, out var scope))
            return scope;
        all.Add(key, scope = new AnchorScope(anchors, all, numbered));
        within.CopyTo(scope.first, 0);
        return scope;
    }

    /// <summary>Where a reference leads from here.</summary>
    public SchemaNode TargetOf(DynamicReference reference)
    {
        for (var anchor = 0; anchor < anchors.Count; anchor++)
        {
            if (anchors[anchor] == reference.Anchor && first[anchor] is { } resource)
                return resource.DynamicAnchors[reference.Anchor];
        }

        return reference.Target;
    }

    string Key(SchemaResource?[] resources) => string.Join(',', resources.Select(NumberOf));

    int NumberOf(SchemaResource? resource)
    {
        if (resource is null)
            return -1;
        if (!numbered.Contains(resource))
            numbered.Add(resource);
        return numbered.IndexOf(resource);
    }
}
