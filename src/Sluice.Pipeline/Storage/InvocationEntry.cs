using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage;

/// <summary>That somebody begins to work on a run.</summary>
/// <param name="Command">The command line; null when it is none.</param>
public sealed record InvocationEntry(DateTimeOffset StartedAt, StoredCommand? Command);
