namespace Sluice.Pipeline.Storage;

/// <summary>Which results belong together.</summary>
public sealed record StepIdentity
{
    /// <summary>The pipeline's name.</summary>
    public required string Run { get; init; }

    /// <summary>Full path of the pipeline file, for people who look into the store.</summary>
    public required string Path { get; init; }

    public required string Step { get; init; }

    /// <summary>Everything that decides what a model is asked, as JSON.</summary>
    public required string Config { get; init; }

    /// <summary>SHA-256 of <see cref="Config"/>.</summary>
    public required ReadOnlyMemory<byte> ConfigHash { get; init; }
}
