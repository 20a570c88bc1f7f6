namespace Sluice.Schema.Benchmark;

/// <summary>A file that does not have the form of a benchmark: one JSON object a line with name, schema and tests.</summary>
/// <param name="line">From 1.</param>
public sealed class BenchmarkFileException(string path, int line, string reason, Exception? inner = null) : Exception($"{path}:{line}: {reason}", inner)
{
    public string Path { get; } = path;

    public int Line { get; } = line;

    /// <summary>What is wrong with the line, without its place.</summary>
    public string Reason { get; } = reason;
}
