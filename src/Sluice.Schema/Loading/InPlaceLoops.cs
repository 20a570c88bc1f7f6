namespace Sluice.Schema.Loading;

/// <summary>
/// Refuses schemas that lead back to themselves without going into the value, as {"$ref": "#"} does: they have no meaning,
/// and neither validator nor answer machine would ever come to an end.
/// </summary>
internal static class InPlaceLoops
{
    public static void Refuse(IEnumerable<SchemaNode> nodes)
    {
        var done = new HashSet<SchemaNode>();
        foreach (var start in nodes)
            Visit(start, done);
    }

    /// <summary>Depth first with a stack of its own, so that a chain of a million references is no danger.</summary>
    static void Visit(SchemaNode start, HashSet<SchemaNode> done)
    {
        if (!done.Add(start))
            return;
        var open = new HashSet<SchemaNode> { start };
        var stack = new Stack<(SchemaNode Node, IEnumerator<SchemaNode> Next)>();
        stack.Push((start, start.InPlace().GetEnumerator()));
        while (stack.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                top.Next.Dispose();
                open.Remove(stack.Pop().Node);
                continue;
            }

            var next = top.Next.Current;
            if (open.Contains(next))
                throw new SchemaException(top.Node.Path, $"this leads back to {next.Path} without going into the value, so it would never end; a schema may contain itself only inside an array or object");
            if (!done.Add(next))
                continue;
            open.Add(next);
            stack.Push((next, next.InPlace().GetEnumerator()));
        }
    }

    /// <summary>The schemas that apply to the same value as this one.</summary>
    static IEnumerable<SchemaNode> InPlace(this SchemaNode node)
    {
        IEnumerable<SchemaNode?> single = [node.Ref, node.DynamicRef is { Anchor: null } fixedly ? fixedly.Target : null, node.Not, node.If, node.Then, node.Else];
        return single.OfType<SchemaNode>()
            .Concat(node.AllOf ?? []).Concat(node.AnyOf ?? []).Concat(node.OneOf ?? [])
            .Concat(node.DependentSchemas?.Select(pair => pair.Value) ?? []);
    }
}
