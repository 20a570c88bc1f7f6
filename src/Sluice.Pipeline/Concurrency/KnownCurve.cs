namespace Sluice.Pipeline.Concurrency;

/// <summary>What is known of a backend's rates before the first call: measured by an earlier run or by a bench, or predicted.</summary>
/// <param name="Best">The concurrency to aim at.</param>
/// <param name="Says">What follows "the 32" in a sentence: "that an earlier run found best".</param>
public sealed record KnownCurve(int Best, string Says);
