namespace Sluice.Pipeline.Storage.History;

/// <summary>An answer with the record it is to.</summary>
/// <param name="Fields">The record's fields as JSON; null when they are not kept.</param>
public sealed record AnsweredRow(StoredAnswer Answer, string? Fields);
