namespace Sluice.Pipeline.Storage;

/// <summary>An answer accepted under another configuration.</summary>
/// <param name="Attempt">The attempt that brought it.</param>
public sealed record EarlierAnswer(long Attempt, string Json);
