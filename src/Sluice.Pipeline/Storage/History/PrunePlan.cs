namespace Sluice.Pipeline.Storage.History;

/// <summary>What is to be forgotten of some runs.</summary>
/// <param name="Runs">Which runs.</param>
/// <param name="Part">How much of them.</param>
public sealed record PrunePlan(IReadOnlyList<StoredRun> Runs, PrunePart Part);
