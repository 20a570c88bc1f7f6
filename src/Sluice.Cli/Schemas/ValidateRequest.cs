namespace Sluice.Cli.Schemas;

/// <summary>What <c>sluice schema validate</c> was asked.</summary>
internal sealed record ValidateRequest
{
    public required string File { get; init; }
    public required string Documents { get; init; }
    public bool AssertFormats { get; init; }
    public bool Json { get; init; }
}
