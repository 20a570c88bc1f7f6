using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Loosening;

/// <summary>
/// Takes out of a schema what the machine cannot follow, keyword by keyword, until it follows the rest. What is left allows everything that
/// the schema allows: below not, if and oneOf, where allowing more would forbid something, the outermost of these goes instead.
/// </summary>
/// <param name="root">A copy of the loaded schema that nobody else uses.</param>
internal sealed class Loosener(SchemaNode root)
{
    const int MaxRounds = 60;  // compilations; bounds the time that a hostile schema takes
    const int MaxLarge = 3;    // of them that ended because the schema is too large: the slow ones

    readonly List<LooseKeyword> loose = [];
    string? last;
    int large;

    /// <summary>What the machine does not follow of the schema.</summary>
    public IReadOnlyList<LooseKeyword> Loose => loose;

    /// <exception cref="UnsupportedSchemaException">Nothing can satisfy the schema.</exception>
    public ShapeGraph Compile(AnswerOptions options)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return ShapeCompiler.Compile(root, options);
            }
            catch (UnsupportedSchemaException refusal) when (!refusal.NothingFits && root.Always != true)
            {
                Loosen(refusal, round);
            }
        }
    }

    void Loosen(UnsupportedSchemaException refusal, int round)
    {
        var graph = new SchemaGraph(root);
        large += refusal.Keyword.Length == 0 ? 1 : 0;
        if (round >= MaxRounds || large > MaxLarge || graph.HasDynamicTargets || refusal.Keyword.Length == 0 || graph.Find(refusal.Path) is not { } node)
        {
            Add("#", refusal.Reason);
            KeywordDropper.DropAll(root);
            return;
        }

        foreach (var (owner, keyword) in graph.TurnsBefore(node))
        {
            Add($"{owner.Path}/{keyword}", $"{refusal.Path} is not followed: {refusal.Reason}");
            KeywordDropper.Drop(owner, keyword);
        }

        if (graph.IsDirect(node))
        {
            Add(refusal.Path, refusal.Reason);
            KeywordDropper.Drop(node, refusal.Path == last ? "" : refusal.Keyword); // refused again for the same place: that whole schema goes
        }

        last = refusal.Path;

        foreach (var other in graph.Nodes.Where(KeywordDropper.DropUnevaluated))
            Add(other.Path, "what is left unevaluated hangs on keywords that are not followed");
    }

    void Add(string path, string reason)
    {
        if (loose.All(known => known.Path != path))
            loose.Add(new LooseKeyword(path, reason));
    }
}
