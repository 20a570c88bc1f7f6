namespace Sluice.Pipeline.Storage.History;

/// <summary>A run as the store knows it.</summary>
public sealed record StoredRun
{
    public required long Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Name { get; init; }

    /// <summary>Full path of the pipeline file.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Records that its input had when it was last seen.</summary>
    public required long Records { get; init; }

    /// <summary>The last time it was worked on; null for runs of a version that did not note it.</summary>
    public StoredInvocation? Last { get; init; }
}
