using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// Brings a schema into normal form. A place of an answer is described by the set of schemas that hold there together; equal sets make
/// one shape, so recursion closes by itself.
/// </summary>
internal sealed class ShapeCompiler
{
    const int MaxShapes = 20_000; // places that differ; the largest of 2,016 real schemas needs about a tenth

    readonly Dictionary<SchemaNode, int> nodeIds = [];
    readonly Dictionary<string, Shape> shapes = new(StringComparer.Ordinal);
    readonly Queue<(Shape Shape, SchemaNode[] Together)> pending = new();
    readonly List<Shape> all = [];
    readonly List<Alternative> alternatives = [];
    readonly SchemaNode root;

    ShapeCompiler(SchemaNode root, AnswerOptions options)
    {
        (this.root, Options) = (root, options);
        Values = new ValueShapes(this);
    }

    public AnswerOptions Options { get; }

    public ValueShapes Values { get; }

    public LanguageShelf Languages { get; } = new();

    /// <exception cref="UnsupportedSchemaException">A keyword is beyond this machine, or the schema is too large.</exception>
    public static ShapeGraph Compile(SchemaNode root, AnswerOptions options)
    {
        var compiler = new ShapeCompiler(root, options);
        var shape = compiler.ShapeOf([root]);
        while (compiler.pending.TryDequeue(out var next))
            next.Shape.Alternatives = compiler.Fill(next.Together);
        return new ShapeGraph(shape, [.. compiler.all], [.. compiler.alternatives]);
    }

    /// <summary>The shape of a place where all of these hold.</summary>
    public Shape ShapeOf(IEnumerable<SchemaNode> together)
    {
        var nodes = together.Where(node => node.Always != true).Distinct().OrderBy(IdOf).ToArray();
        var key = string.Join(',', nodes.Select(IdOf));
        if (shapes.TryGetValue(key, out var shape))
            return shape;
        shapes.Add(key, shape = AddShape([]));
        pending.Enqueue((shape, nodes));
        return shape;
    }

    /// <summary>A shape with known alternatives.</summary>
    public Shape ShapeOf(Alternative alternative) => AddShape([Add(alternative)]);

    Alternative[] Fill(SchemaNode[] together)
    {
        var found = new List<Alternative>();
        var named = new NamedValues(together, Options);
        foreach (var branch in BranchExpander.Expand(together))
        {
            if (!named.TryTake(branch))
                found.AddRange(new BranchReader(this, branch).Alternatives());
        }

        found.AddRange(Values.AlternativesOf(named));
        // Two branches may both allow null, true or false; one of each says all.
        var distinct = found.DistinctBy(alternative => alternative is LiteralAlternative ? (object)alternative.Kind : alternative);
        return [.. distinct.Select(Add)];
    }

    Alternative Add(Alternative alternative)
    {
        alternative.Id = alternatives.Count;
        alternatives.Add(alternative);
        return alternative;
    }

    Shape AddShape(Alternative[] known)
    {
        if (all.Count == MaxShapes)
            throw new UnsupportedSchemaException(root.Path, "", $"its keywords combine to more than {MaxShapes} different places");
        all.Add(new Shape { Id = all.Count, Alternatives = known });
        return all[^1];
    }

    int IdOf(SchemaNode node)
    {
        if (!nodeIds.TryGetValue(node, out var id))
            nodeIds.Add(node, id = nodeIds.Count);
        return id;
    }
}
