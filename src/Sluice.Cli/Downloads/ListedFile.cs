namespace Sluice.Cli.Downloads;

/// <summary>A file of a list.</summary>
/// <param name="Path">Below the base URL, or a whole URL.</param>
/// <param name="Name">What it is called here; null takes the last part of the path.</param>
internal sealed record ListedFile(string Path, string? Name, string Sha256, long? Bytes);
