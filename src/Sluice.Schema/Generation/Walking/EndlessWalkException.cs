namespace Sluice.Schema.Generation.Walking;

/// <summary>A document was begun that would become longer than anybody wants; the message says so.</summary>
internal sealed class EndlessWalkException(string message) : Exception(message);
