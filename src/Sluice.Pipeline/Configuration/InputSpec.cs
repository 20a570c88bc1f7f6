using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Configuration;

/// <summary>Where the records come from.</summary>
/// <param name="Files">The files found, in the order they are read; at least one.</param>
/// <param name="Id">Where a record's id stands; null numbers the records from 1, except text files, which are called by their path.</param>
public sealed record InputSpec(IReadOnlyList<SourceFile> Files, RecordPath? Id)
{
    /// <summary>Whether the command line named it in place of the pipeline's own: the answers to that one's records stay in the output.</summary>
    public bool StandsIn { get; init; }

    /// <summary>What the files are made of.</summary>
    public InputFormat Format { get; init; }

    /// <summary>What stands between the values of a CSV row: one ASCII character.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>What becomes of records with an id that another one has too.</summary>
    public DuplicatePolicy Duplicates { get; init; }
}
