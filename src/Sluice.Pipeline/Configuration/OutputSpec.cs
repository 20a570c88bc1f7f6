namespace Sluice.Pipeline.Configuration;

/// <summary>Where the answers go.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Steps">Names of the steps whose answers make a line, in their order there.</param>
/// <param name="Include">Names of the record's fields that go into its line.</param>
public sealed record OutputSpec(string Path, IReadOnlyList<string> Steps, IReadOnlyList<string> Include);
