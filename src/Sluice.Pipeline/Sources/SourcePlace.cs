using System.Globalization;

namespace Sluice.Pipeline.Sources;

/// <summary>Where a record stands in the input.</summary>
/// <param name="File">Path as people know it: relative to the pipeline file's folder.</param>
/// <param name="Line">From 1.</param>
public readonly record struct SourcePlace(string File, long Line)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}");
}
