using Sluice.Schema.Answers.Shapes.Claims;
using Sluice.Schema.Answers.Shapes.Scopes;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// Brings a schema into normal form. A place of an answer is described by the set of schemas that hold there together; equal sets make
/// one shape, so recursion closes by itself.
/// </summary>
internal sealed class ShapeCompiler
{
    const int MaxBranches = 4_096; // ways tried to fill one place; people's schemas have a few dozen
    const int MaxShapes = 20_000; // places that differ; the largest of 2,016 real schemas needs about a tenth

    readonly Dictionary<string, Shape> shapes = new(StringComparer.Ordinal);
    readonly Queue<(Shape Shape, SchemaClaim[] Together)> pending = new();
    readonly List<Shape> all = [];
    readonly List<Alternative> alternatives = [];
    readonly SchemaNode root;
    readonly Refuter refuter;
    readonly Ceilings ceilings;

    ShapeCompiler(LoadedSchema schema, AnswerOptions options)
    {
        (root, Options) = (schema.Root, options);
        Values = new ValueShapes(this);
        Strings = new StringReader(Languages);
        Claims = new ClaimTable(schema.All);
        refuter = new Refuter(Claims, Strings);
        ceilings = new Ceilings(options, Languages);
    }

    public AnswerOptions Options { get; }

    public ValueShapes Values { get; }

    public LanguageShelf Languages { get; } = new();

    public StringReader Strings { get; }

    public ClaimTable Claims { get; }

    /// <summary>The shape that nothing fits.</summary>
    public Shape NoShape => field ??= AddShape([]);

    /// <exception cref="UnsupportedSchemaException">A keyword is beyond this machine, or the schema is too large.</exception>
    public static ShapeGraph Compile(SchemaNode root, AnswerOptions options)
    {
        var compiler = new ShapeCompiler(DynamicScopes.Resolve(root), options);
        var shape = compiler.ShapeOf([compiler.Claims.Says(compiler.root)]);
        while (compiler.pending.TryDequeue(out var next))
            next.Shape.Alternatives = compiler.Fill(next.Together);
        return new ShapeGraph(shape, [.. compiler.all], [.. compiler.alternatives]);
    }

    /// <summary>The shape of a place where all of these hold.</summary>
    public Shape ShapeOf(IEnumerable<SchemaClaim> together)
    {
        var claims = together.Where(claim => claim.Node.Always != claim.Holds).Distinct().OrderBy(Claims.IdOf).ToArray();
        if (claims.Any(claim => claim.Node.Always is not null || claims.Contains(claim.Opposite)))
            return NoShape;
        var key = string.Join(',', claims.Select(Claims.IdOf));
        if (shapes.TryGetValue(key, out var shape))
            return shape;
        shapes.Add(key, shape = AddShape([]));
        pending.Enqueue((shape, claims));
        return shape;
    }

    /// <summary>Whether nothing fits all of these, as far as that is cheaply told.</summary>
    public bool Refutes(IReadOnlyList<SchemaClaim> together) => refuter.Refutes(together, Refuter.Depth);

    /// <summary>A shape with known alternatives.</summary>
    public Shape ShapeOf(Alternative alternative) => AddShape([Add(alternative)]);

    Alternative[] Fill(SchemaClaim[] together)
    {
        var found = new List<Alternative>();
        var named = new NamedValues(together, Options);
        foreach (var kind in Enum.GetValues<AlternativeKind>())
        {
            if (!Array.TrueForAll(together, claim => Claims.MayBe(claim, kind)))
                continue;
            if (KindTypes.Rich.Contains(kind))
                AddBranches(found, named, together, kind);
            else if (Array.TrueForAll(together, claim => Validator.Accepts(claim.Node, KindTypes.Literal(kind)) == claim.Holds))
                found.Add(new LiteralAlternative(kind));
        }

        found.AddRange(Values.AlternativesOf(named));
        return [.. found.Select(Add)];
    }

    /// <summary>The strings that a schema accepts.</summary>
    /// <exception cref="LanguageLimitException">They cannot be followed.</exception>
    public StringLanguage StringsOf(SchemaNode schema)
    {
        SchemaClaim[] together = [Claims.Says(schema)];
        var (named, found) = (new List<string>(), StringLanguage.None);
        foreach (var branch in Branches(together, AlternativeKind.String))
        {
            if (branch.Naming is { } naming)
                named.AddRange(NamedByNode.Of(naming, AlternativeKind.String).Where(value => Validator.Accepts(schema, value)).Select(value => value.GetString()!));
            else if (new BranchReader(this, branch).Alternatives().SingleOrDefault() is StringAlternative text)
                found = found.Union(StringReader.LanguageOf(text, Languages.Budget), Languages.Budget);
        }

        return found.Union(StringLanguage.OfMembers(named, Languages.Budget), Languages.Budget);
    }

    void AddBranches(List<Alternative> found, NamedValues named, SchemaClaim[] together, AlternativeKind kind)
    {
        foreach (var branch in Branches(together, kind))
        {
            if (!named.TryTake(branch))
                found.AddRange(new BranchReader(this, branch).Alternatives());
        }
    }

    IReadOnlyList<Branch> Branches(SchemaClaim[] together, AlternativeKind kind)
    {
        var expander = new BranchExpander(Claims, refuter, Refuter.Depth, MaxBranches);
        var branches = expander.Expand(together, kind);
        return expander.TooMany is not { } clause ? branches
            : throw new UnsupportedSchemaException($"{clause.Node.Path}/{clause.Keyword}", clause.Keyword, Claims.Budget.IsSpent
                ? "together with its neighbours it takes too long to be worked out; a key that each choice requires with a const of its own would tell them apart"
                : $"together with its neighbours it makes more than {MaxBranches} ways to fill one place");
    }

    Alternative Add(Alternative alternative)
    {
        ceilings.Lower(alternative);
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
}
