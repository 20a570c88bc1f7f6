namespace Sluice.Pipeline.Running.Limits;

/// <summary>What calls have cost.</summary>
/// <param name="Tokens">Of prompts and answers.</param>
/// <param name="Cost">USD; null when a backend that counted tokens has no price.</param>
internal readonly record struct Spending(long Tokens, decimal? Cost)
{
    public static Spending Nothing { get; } = new(0, 0);

    public static Spending operator +(Spending a, Spending b) => new(a.Tokens + b.Tokens, a.Cost + b.Cost);
}
