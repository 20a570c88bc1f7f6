namespace Sluice.Benchmarks.Engine;

/// <summary>One measured value. Those of one part, name and level are compared by run.</summary>
/// <param name="Part">What was done.</param>
/// <param name="Level">How many at a time.</param>
/// <param name="Of">Whose it is.</param>
/// <param name="Run">Runs have ascending numbers; all of a run came right after each other.</param>
internal sealed record Figure(string Part, int Level, string Of, int Run, double Value);
