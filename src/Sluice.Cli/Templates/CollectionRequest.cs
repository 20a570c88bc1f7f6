namespace Sluice.Cli.Templates;

/// <summary>What <c>sluice template check</c> was asked.</summary>
internal sealed record CollectionRequest
{
    public required string Folder { get; init; }

    public string? Clock { get; init; }

    public bool Json { get; init; }
}
