namespace Sluice.Cli.Schemas;

/// <summary>What <c>sluice schema check</c> was asked.</summary>
internal sealed record CheckRequest
{
    public required string File { get; init; }

    /// <summary>Whether a schema that is only followed in part counts as refused.</summary>
    public bool Strict { get; init; }

    public bool AssertFormats { get; init; }
    public bool Json { get; init; }
}
