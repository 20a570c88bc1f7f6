namespace Sluice.Bench.Events;

/// <summary>Something a server tells of how it was started.</summary>
/// <param name="Name">Its own word for it.</param>
/// <param name="Source">Where it told it, such as /props.</param>
public sealed record ServerFlag(string Name, string Value, string Source);
