namespace Sluice.Pipeline.Running;

/// <summary>How an invocation of a run ended.</summary>
public sealed record RunReport
{
    public required RunEnding Ending { get; init; }

    /// <summary>Why it stopped, for people; null unless <see cref="RunEnding.Stopped"/>.</summary>
    public string? Message { get; init; }

    public required RunProgress Progress { get; init; }

    /// <summary>Records whose content had changed since they were answered.</summary>
    public long Changed { get; init; }

    /// <summary>Answers that the store had accepted and lost since, because its journal was cut or torn.</summary>
    public long Lost { get; init; }

    /// <summary>Changed records that the run stopped over, since nobody said what to do about them; null when it did not.</summary>
    public ChangedRecords? Undecided { get; init; }

    /// <summary>Full path of the answers.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Full path of the failures; null when there are none.</summary>
    public string? FailuresPath { get; init; }

    public required string StorePath { get; init; }
}
