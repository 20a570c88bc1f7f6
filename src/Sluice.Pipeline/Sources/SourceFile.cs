namespace Sluice.Pipeline.Sources;

/// <summary>One file of the input.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">As messages and keys of broken lines call it: relative to the pipeline file.</param>
public sealed record SourceFile(string Path, string Name);
