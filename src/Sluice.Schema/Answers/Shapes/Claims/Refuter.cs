using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// Finds out cheaply that no value can meet some claims together: by types, named values, and what contradicts a few levels deep.
/// When it takes too long to tell, the claims count as possible.
/// </summary>
internal sealed class Refuter(ClaimTable claims, StringReader strings)
{
    public const int Depth = 2; // levels of members and items looked into
    const int MaxBranches = 48; // ways tried before the claims count as possible

    readonly Dictionary<(string Claims, int Depth), bool> known = [];

    public bool Refutes(IReadOnlyList<SchemaClaim> together, int depth)
    {
        var distinct = together.Where(claim => claim.Node.Always != claim.Holds).Distinct().OrderBy(claims.IdOf).ToList();
        if (distinct.Exists(claim => claim.Node.Always is not null || distinct.Contains(claim.Opposite)))
            return true;
        claims.Budget.Spend(distinct.Count);
        var key = (string.Join(',', distinct.Select(claims.IdOf)), depth);
        if (!known.TryGetValue(key, out var refuted))
            known.Add(key, refuted = Find(distinct, depth));
        return refuted;
    }

    bool Find(List<SchemaClaim> together, int depth)
    {
        foreach (var kind in Enum.GetValues<AlternativeKind>())
        {
            if (together.TrueForAll(claim => claims.MayBe(claim, kind)) && !IsImpossible(together, kind, depth))
                return false;
        }

        return true;
    }

    bool IsImpossible(List<SchemaClaim> together, AlternativeKind kind, int depth)
    {
        if (!KindTypes.Rich.Contains(kind))
            return !together.TrueForAll(claim => Validator.Accepts(claim.Node, KindTypes.Literal(kind)) == claim.Holds);
        if (together.Exists(claim => claims.MeaningOf(claim, kind) is null))
            return true;
        if (together.Find(claim => claim.Holds && NamedByNode.Names(claim.Node)) is { } named)
            return !HasValid(together, named.Node, kind);
        if (depth == 0)
            return false;
        try
        {
            var expander = new BranchExpander(claims, this, depth - 1, MaxBranches);
            var branches = expander.Expand(together, kind);
            return expander.TooMany is null && branches.All(branch => branch.Naming is { } naming ? !HasValid(together, naming, kind) : IsEmpty(branch));
        }
        catch (UnsupportedSchemaException)
        {
            return false; // a keyword beyond this machine: refused where it counts, and nothing is known here
        }
    }

    /// <summary>Whether the rules for strings, where there are several, leave none. What only refuses strings, however much, is taken to leave some.</summary>
    bool IsEmpty(Branch branch) =>
        branch.Kind == AlternativeKind.String && branch.Nodes.Count > 0 && branch.Nodes.Count + branch.Facts.Count > 1 && strings.Read(branch) is null;

    static bool HasValid(List<SchemaClaim> together, SchemaNode naming, AlternativeKind kind) =>
        NamedByNode.Of(naming, kind).Any(value => together.TrueForAll(claim => Validator.Accepts(claim.Node, value) == claim.Holds));
}
