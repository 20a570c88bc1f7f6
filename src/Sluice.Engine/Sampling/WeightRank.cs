namespace Sluice.Engine.Sampling;

/// <summary>Where a weight stands among those of all tokens.</summary>
/// <param name="Heavier">Tokens that weigh more.</param>
/// <param name="Mass">What those weigh together.</param>
/// <param name="Ties">Tokens of exactly this weight, its own included.</param>
internal readonly record struct WeightRank(int Heavier, double Mass, int Ties);
