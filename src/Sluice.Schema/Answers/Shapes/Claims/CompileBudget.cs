namespace Sluice.Schema.Answers.Shapes.Claims;

/// <summary>
/// How often one compilation may hold a claim against what a branch has taken. It bounds the time of schemas whose choices must be held against
/// each other without ever making many ways, by the same measure on every machine.
/// </summary>
internal sealed class CompileBudget
{
    /// <summary>At most: about a second. One of 3,500 real schemas needs more.</summary>
    public const int Steps = 300_000;

    int spent;

    public bool IsSpent => spent > Steps;

    public void Spend(int steps) => spent += Math.Min(steps, Steps); // a few times the limit at most: no overflow
}
