namespace Sluice.Bench.Events.Files;

/// <summary>A log that cannot be read; the message names file, line and what is wrong.</summary>
public sealed class EventLogException(string message) : Exception(message);
