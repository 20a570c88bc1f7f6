using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Configuration;

/// <summary>A pipeline file that was read and found good: every file it names was there and was read.</summary>
public sealed record PipelineSpec
{
    /// <summary>Names the run in the store: the same name goes on where the last run of it ended.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the pipeline file.</summary>
    public required string Path { get; init; }

    public required InputSpec Input { get; init; }

    /// <summary>In the order of the file; exactly one for now.</summary>
    public required IReadOnlyList<StepSpec> Steps { get; init; }

    /// <summary>Records asked about at the same time.</summary>
    public int Concurrency { get; init; } = DefaultConcurrency;

    /// <summary>Full path of the answers' file.</summary>
    public required string OutputPath { get; init; }

    /// <summary>When the run pauses itself.</summary>
    public LimitsSpec Limits { get; init; } = new();

    /// <summary>As many streams as the embedded engine decodes together unless told otherwise.</summary>
    public const int DefaultConcurrency = 16;

    /// <summary>Highest concurrency taken: what vLLM's default scheduler runs at once is 256, a cluster of them some thousands.</summary>
    public const int MaxConcurrency = 4096;
}
