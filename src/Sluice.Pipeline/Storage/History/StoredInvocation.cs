namespace Sluice.Pipeline.Storage.History;

/// <summary>One time that a run was worked on.</summary>
/// <param name="Ending">Name of a <see cref="Running.RunEnding"/>; null while it goes on, and after its process was killed.</param>
/// <param name="Message">Why it stopped; null when it did not stop by itself.</param>
/// <param name="Command">The command line; null when it was none.</param>
public sealed record StoredInvocation(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Ending, string? Message, StoredCommand? Command);
