namespace Sluice.Testing.FileServer;

/// <summary>One request as a <see cref="ScriptedFileServer"/> saw it. Headers are null when they were not sent.</summary>
public sealed record FileRequestSeen(string Path, string? Range, string? IfRange, string? Authorization);
