namespace Sluice.Pipeline.Storage.History;

/// <summary>Records that failed for one reason.</summary>
/// <param name="Sample">The first of them.</param>
public sealed record FailureCount(string Reason, long Count, StoredFailure Sample);
