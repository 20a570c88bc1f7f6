namespace Sluice.Pipeline.Storage.History;

/// <summary>An attempt as the journal has it.</summary>
public sealed record StoredAttempt
{
    public required string Step { get; init; }

    /// <summary>Hash of the step's configuration, as hexadecimal digits.</summary>
    public required string ConfigHash { get; init; }

    public required AttemptEntry Entry { get; init; }

    /// <summary>The answer, when this attempt's was accepted; null otherwise.</summary>
    public AcceptedAnswer? Answer { get; init; }

    /// <summary>Whether it was made for the record's content as last seen.</summary>
    public required bool IsOfCurrentContent { get; init; }
}
