using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Running;

/// <summary>What the command line may say about one invocation of a run.</summary>
public sealed record RunOptions
{
    /// <summary>Where stores are kept unless told otherwise, relative to the working directory.</summary>
    public const string DefaultStorePath = ".sluice/runs.db";

    public string StorePath { get; init; } = DefaultStorePath;

    /// <summary>Null takes the pipeline file's.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Records asked about at the same time; null takes the pipeline file's.</summary>
    public ConcurrencySetting? Concurrency { get; init; }

    /// <summary>Only the first so many records of the input; null takes all.</summary>
    public long? Limit { get; init; }

    /// <summary>So many records of the input, chosen at random by <see cref="Seed"/>; null takes all.</summary>
    public long? Sample { get; init; }

    /// <summary>Which sample it is: the same seed on the same input chooses the same records.</summary>
    public int Seed { get; init; }

    /// <summary>What to do about records that were answered and have changed since.</summary>
    public ChangedInput OnChangedInput { get; init; }

    /// <summary>Whether stored answers that fit a changed schema are kept, instead of asking again.</summary>
    public bool KeepFittingAnswers { get; init; } = true;

    /// <summary>A run without an accepted answer for so long pauses; null takes the pipeline file's.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>Only records that failed for one of these reasons, <c>all</c> for any; null takes every record.</summary>
    public IReadOnlyList<string>? OnlyFailed { get; init; }

    /// <summary>Other settings for the records asked about now. Their answers count as the step's, and say what was set.</summary>
    public SamplingOverrides Overrides { get; init; } = SamplingOverrides.None;

    /// <summary>The command line, kept in the store so that it can be typed again; null for none.</summary>
    public StoredCommand? Command { get; init; }

    /// <summary>Whether the run goes on however many records fail in one way.</summary>
    public bool KeepGoing { get; init; }

    public BackoffOptions Backoff { get; init; } = new();
}
