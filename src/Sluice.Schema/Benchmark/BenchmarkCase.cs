namespace Sluice.Schema.Benchmark;

/// <summary>One schema with documents that are known to fit it or not to fit it.</summary>
public sealed record BenchmarkCase
{
    /// <summary>The file's name without folder and ending.</summary>
    public required string File { get; init; }

    /// <summary>Line of the file, from 1.</summary>
    public required int Line { get; init; }

    public required string Name { get; init; }

    /// <summary>The schema's own text: order and notation are the source's.</summary>
    public required string Schema { get; init; }

    public required IReadOnlyList<BenchmarkTest> Tests { get; init; }
}

/// <param name="Document">Its bytes as they stand in the file; 6000.0 and 6000 are different texts of one number.</param>
/// <param name="Description">Empty when the file has none.</param>
public sealed record BenchmarkTest(byte[] Document, bool Valid, string Description);
