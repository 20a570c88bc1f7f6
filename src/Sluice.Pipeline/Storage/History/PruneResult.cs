namespace Sluice.Pipeline.Storage.History;

/// <summary>What was forgotten.</summary>
/// <param name="Bytes">By which the store's file became smaller.</param>
public sealed record PruneResult(long Runs, long Answers, long Attempts, long Bodies, long Bytes);
