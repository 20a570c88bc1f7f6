using Sluice.Cli.Backends;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;

namespace Sluice.Cli.Running;

/// <summary>What <c>sluice run</c> was asked to do.</summary>
internal sealed record RunRequest
{
    /// <summary>As typed; null for a batch file.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Whether <see cref="Input"/> is a batch file that stands in place of a pipeline.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Where the answers go, as typed; null for where the pipeline says.</summary>
    public string? Output { get; init; }

    /// <summary>Null for the usual one.</summary>
    public OutputFormat? OutputFormat { get; init; }

    /// <summary>Where the records are instead of where the pipeline says, as typed; null for no other place.</summary>
    public string? Input { get; init; }

    public required ServerRequest Server { get; init; }
    public ConcurrencySetting? Concurrency { get; init; }
    public int? Limit { get; init; }
    public int? Sample { get; init; }
    public int? Seed { get; init; }
    /// <summary>How long a stopping run finishes calls in flight; null takes the default.</summary>
    public TimeSpan? Grace { get; init; }
    public ChangedInput OnChangedInput { get; init; }
    public bool KeepFittingAnswers { get; init; } = true;
    /// <summary>Names of reasons with commas between, or <c>all</c>; null for every record.</summary>
    public string? OnlyFailed { get; init; }

    /// <summary>As NAME=VALUE.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
    public string? Config { get; init; }
    public string? Store { get; init; }

    /// <summary>The curve file to begin from, as typed; null for the one of the configuration or of an earlier run.</summary>
    public string? Curve { get; init; }

    /// <summary>Whether earlier curves are left alone, neither read nor written.</summary>
    public bool NoCurve { get; init; }
    public bool KeepGoing { get; init; }
    public bool DryRun { get; init; }

    /// <summary>The id of the record whose request is to be shown; null for none.</summary>
    public string? ShowRequest { get; init; }

    /// <summary>Whether nothing is to be asked.</summary>
    public bool IsDry => DryRun || ShowRequest is not null;
    public bool Json { get; init; }
    public bool Quiet { get; init; }
}
