using Sluice.Pipeline.Asking;

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
    public int? Concurrency { get; init; }

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

    public BackoffOptions Backoff { get; init; } = new();
}
