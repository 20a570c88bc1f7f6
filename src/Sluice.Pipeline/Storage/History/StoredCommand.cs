namespace Sluice.Pipeline.Storage.History;

/// <summary>A command line that worked on a run, so that it can be typed again.</summary>
/// <param name="Folder">Full path of the folder that its relative paths begin at.</param>
/// <param name="Arguments">The words after "sluice".</param>
public sealed record StoredCommand(string Folder, IReadOnlyList<string> Arguments);
