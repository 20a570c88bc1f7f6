namespace Sluice.Pipeline.Storage.History;

/// <summary>A record and everything that was tried for it.</summary>
public sealed record RecordHistory
{
    public required string Key { get; init; }

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>Its fields as JSON, as last seen; null when it could not be read.</summary>
    public string? Fields { get; init; }

    /// <summary>In the order they were made, under all configurations and contents.</summary>
    public required IReadOnlyList<StoredAttempt> Attempts { get; init; }
}
