using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>Choices of which at least one must be taken; each is a list of claims that hold together.</summary>
/// <param name="Node">The schema that offers the choices.</param>
internal sealed record Clause(SchemaNode Node, string Keyword, IReadOnlyList<IReadOnlyList<Claim>> Choices);

/// <summary>What a claim about a whole schema comes to, for values of one type.</summary>
/// <param name="All">Claims that must all hold.</param>
/// <param name="Any">Clauses, of each of which one choice must hold.</param>
internal sealed record Meaning(IReadOnlyList<Claim> All, IReadOnlyList<Clause> Any)
{
    /// <summary>Null stands for a claim that no value of the type can meet.</summary>
    public static readonly Meaning? Impossible;

    public static readonly Meaning Nothing = new([], []);
}

/// <summary>How a claim stands to what a branch has taken already.</summary>
internal enum ClaimStatus
{
    Open,
    /// <summary>It follows.</summary>
    Met,
    /// <summary>It contradicts.</summary>
    Broken,
}
