namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>Takes branches that come to the same for one.</summary>
internal sealed class BranchLikeness : IEqualityComparer<Branch>
{
    BranchLikeness()
    {
    }

    public static BranchLikeness Comparer { get; } = new();

    public bool Equals(Branch? x, Branch? y) => x is not null && y is not null && x.IsLike(y);

    public int GetHashCode(Branch branch) => branch.LikenessHash();
}
