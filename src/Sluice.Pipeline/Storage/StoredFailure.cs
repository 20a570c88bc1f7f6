namespace Sluice.Pipeline.Storage;

/// <summary>A record that was given up, with the attempt that ended it.</summary>
public sealed record StoredFailure
{
    /// <summary>Rises with each attempt.</summary>
    public required long Sequence { get; init; }

    public required string Key { get; init; }

    public required bool KeyIsNumber { get; init; }

    /// <summary>Name of the step that gave it up; null where only one was asked about.</summary>
    public string? Step { get; init; }

    /// <summary>File and line of the record.</summary>
    public required string Place { get; init; }

    public required StoredReason Failure { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Status of the last response; null when none came, or with 200.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The last response, as far as it came; null when there was none.</summary>
    public string? Response { get; init; }
}
