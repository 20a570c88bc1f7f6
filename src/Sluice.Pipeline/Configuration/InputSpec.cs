using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Configuration;

/// <summary>Where the records come from.</summary>
/// <param name="Files">The files found, in the order they are read; at least one.</param>
/// <param name="Id">Where a record's id stands; null numbers the records from 1.</param>
public sealed record InputSpec(IReadOnlyList<SourceFile> Files, RecordPath? Id);
