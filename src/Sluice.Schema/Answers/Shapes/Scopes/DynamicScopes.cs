using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Scopes;

/// <summary>
/// Writes out dynamic references. Where one leads depends only on which resource on the way was the first to name its anchor, and there
/// are few such ways: every schema is copied once for each, and in a copy the reference leads to one place.
/// </summary>
internal sealed class DynamicScopes
{
    const int MaxCopies = 20_000; // schemas; the meta-schema of 2020-12 has some 150, on one way

    readonly Dictionary<(SchemaNode Node, AnchorScope Scope), SchemaNode> copies = [];
    readonly Dictionary<(SchemaResource Resource, AnchorScope Scope), SchemaResource> resources = [];
    readonly Queue<(SchemaNode Copy, AnchorScope Scope)> unread = new();
    readonly AnchorScope outermost;

    DynamicScopes(IEnumerable<string> anchors) => outermost = new AnchorScope(anchors);

    /// <exception cref="UnsupportedSchemaException">There are too many ways, or one leads back to itself without going into the value.</exception>
    public static LoadedSchema Resolve(SchemaNode root)
    {
        var loaded = root.Resource.Loaded;
        var anchors = loaded.Select(node => node.DynamicRef?.Anchor).OfType<string>().Distinct().ToList();
        return anchors.Count == 0 ? new LoadedSchema(root, loaded) : new DynamicScopes(anchors).Copy(root);
    }

    LoadedSchema Copy(SchemaNode root)
    {
        var copied = In(root, outermost);
        while (unread.TryDequeue(out var next))
            Read(next.Copy, next.Scope);
        try
        {
            InPlaceLoops.Refuse(copies.Values);
        }
        catch (SchemaException loop)
        {
            throw new UnsupportedSchemaException(loop.Path, "$dynamicRef", loop.Reason);
        }

        return new LoadedSchema(copied, [.. copies.Values]);
    }

    /// <summary>The copy of a schema that is reached by a way.</summary>
    SchemaNode In(SchemaNode node, AnchorScope way)
    {
        var scope = way.Enter(node.Resource);
        if (copies.TryGetValue((node, scope), out var copy))
            return copy;
        if (copies.Count == MaxCopies)
            throw new UnsupportedSchemaException(node.Path, "$dynamicRef", $"there are so many ways to lead here that the schema comes to more than {MaxCopies} places; use $ref");
        var resource = ResourceIn(node.Resource, scope);
        copies.Add((node, scope), copy = node.CopyInto(resource));
        if (node.Resource.Root == node)
            resource.Root = copy;
        unread.Enqueue((copy, scope));
        return copy;
    }

    SchemaResource ResourceIn(SchemaResource original, AnchorScope scope)
    {
        if (!resources.TryGetValue((original, scope), out var resource))
            resources.Add((original, scope), resource = new SchemaResource { Address = original.Address, Dialect = original.Dialect });
        return resource;
    }

    void Read(SchemaNode copy, AnchorScope scope)
    {
        if (copy.DynamicRef is { } dynamic)
            copy.DynamicRef = new DynamicReference(In(scope.TargetOf(dynamic), scope), null);
        (copy.Ref, copy.Not, copy.If, copy.Then, copy.Else) = (One(copy.Ref), One(copy.Not), One(copy.If), One(copy.Then), One(copy.Else));
        (copy.AllOf, copy.AnyOf, copy.OneOf, copy.PrefixItems) = (Many(copy.AllOf), Many(copy.AnyOf), Many(copy.OneOf), Many(copy.PrefixItems));
        (copy.Items, copy.Contains, copy.UnevaluatedItems) = (One(copy.Items), One(copy.Contains), One(copy.UnevaluatedItems));
        (copy.Properties, copy.DependentSchemas) = (Named(copy.Properties), Named(copy.DependentSchemas));
        (copy.AdditionalProperties, copy.PropertyNames, copy.UnevaluatedProperties) = (One(copy.AdditionalProperties), One(copy.PropertyNames), One(copy.UnevaluatedProperties));
        copy.PatternProperties = copy.PatternProperties?.Select(pair => KeyValuePair.Create(pair.Key, In(pair.Value, scope))).ToList();

        SchemaNode? One(SchemaNode? node) => node is null ? null : In(node, scope);

        List<SchemaNode>? Many(IReadOnlyList<SchemaNode>? nodes) => nodes?.Select(node => In(node, scope)).ToList();

        SchemaProperties? Named(SchemaProperties? nodes)
        {
            if (nodes is null)
                return null;
            var named = new SchemaProperties();
            foreach (var (name, node) in nodes)
                named.Add(name, In(node, scope));
            return named;
        }
    }
}
