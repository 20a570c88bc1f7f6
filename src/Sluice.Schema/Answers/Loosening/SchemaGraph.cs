using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Loosening;

/// <summary>
/// All schemas that a root leads to, and how: through keywords that allow more when what they hold allows more, or through one of the
/// others (not, if, oneOf, contains with a most), below which allowing more would forbid something.
/// </summary>
internal sealed class SchemaGraph
{
    readonly Dictionary<string, SchemaNode> nodes = new(StringComparer.Ordinal);
    readonly Dictionary<SchemaNode, List<SchemaNode>> parents = [];
    readonly HashSet<SchemaNode> direct = [];

    public SchemaGraph(SchemaNode root)
    {
        Collect(root, [], Add, SchemaEdges.All);
        Collect(root, direct, _ => { }, SchemaEdges.Widening);
    }

    public IEnumerable<SchemaNode> Nodes => nodes.Values;

    /// <summary>Whether a reference's target is only known when a value is there.</summary>
    public bool HasDynamicTargets => Nodes.Any(node => node.DynamicRef is { Anchor: not null });

    /// <summary>Whether the schema holds for a value as it stands, on some way from the root.</summary>
    public bool IsDirect(SchemaNode node) => direct.Contains(node);

    /// <summary>The schema that a keyword's path stands in: the deepest one on the way.</summary>
    public SchemaNode? Find(string path)
    {
        for (; path.Length > 0; path = path[..path.LastIndexOf('/')])
        {
            if (nodes.TryGetValue(path, out var node))
                return node;
            if (!path.Contains('/', StringComparison.Ordinal))
                return null;
        }

        return null;
    }

    /// <summary>The first keywords on all ways to a schema that turn allowing more into forbidding something.</summary>
    public List<(SchemaNode Owner, string Keyword)> TurnsBefore(SchemaNode node)
    {
        var above = new HashSet<SchemaNode>();
        Collect(node, above, _ => { }, inner => parents.GetValueOrDefault(inner, []));
        return [.. direct.SelectMany(owner => SchemaEdges.Turning(owner).Where(edge => above.Contains(edge.Child)).Select(edge => (owner, edge.Keyword))).Distinct()];
    }

    void Add(SchemaNode node)
    {
        nodes.TryAdd(node.Path, node);
        foreach (var child in SchemaEdges.All(node))
        {
            if (!parents.TryGetValue(child, out var known))
                parents.Add(child, known = []);
            known.Add(node);
        }
    }

    static void Collect(SchemaNode root, HashSet<SchemaNode> found, Action<SchemaNode> visit, Func<SchemaNode, IEnumerable<SchemaNode>> next)
    {
        var open = new Stack<SchemaNode>([root]);
        while (open.TryPop(out var node))
        {
            if (!found.Add(node))
                continue;
            visit(node);
            foreach (var child in next(node).Reverse()) // so that schemas are met in the order of the document
                open.Push(child);
        }
    }
}
