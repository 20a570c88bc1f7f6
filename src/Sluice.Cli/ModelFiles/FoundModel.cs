using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary>A model file of a folder that is looked through.</summary>
/// <param name="Path">The first file of several.</param>
/// <param name="Origin">"bundled" or "downloaded".</param>
/// <param name="File">What it says of itself; null when it cannot be read, and <paramref name="Problem"/> says why.</param>
internal sealed record FoundModel(string Name, string Path, string Origin, ModelFile? File, string? Problem);
