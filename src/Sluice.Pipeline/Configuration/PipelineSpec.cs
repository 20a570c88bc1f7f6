using Sluice.Pipeline.Concurrency;
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

    /// <summary>At least one. Each stands behind those whose answers it uses, else in the order of the file.</summary>
    public required IReadOnlyList<StepSpec> Steps { get; init; }

    /// <summary>Records asked about at the same time by each step that says nothing else.</summary>
    public ConcurrencySetting Concurrency { get; init; }

    /// <summary>Full path of the answers' file.</summary>
    public required string OutputPath { get; init; }

    /// <summary>In which form the answers and failures are written.</summary>
    public OutputFormat OutputFormat { get; init; }

    /// <summary>When the run pauses itself.</summary>
    public LimitsSpec Limits { get; init; } = new();

    /// <summary>Names of the steps whose answers go to the output, in their order there; a record has a line once all of them answered it.</summary>
    public required IReadOnlyList<string> OutputSteps { get; init; }

    /// <summary>Names of the record's fields that go into its line of the output.</summary>
    public IReadOnlyList<string> OutputFields { get; init; } = [];

    /// <summary>Of which calls request and response are kept, to be looked at later.</summary>
    public KeepBodies KeepBodies { get; init; }

    /// <summary>Highest concurrency taken: what vLLM's default scheduler runs at once is 256, a cluster of them some thousands.</summary>
    public const int MaxConcurrency = 4096;
}
