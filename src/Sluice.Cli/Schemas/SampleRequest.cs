namespace Sluice.Cli.Schemas;

/// <summary>What <c>sluice schema sample</c> was asked.</summary>
internal sealed record SampleRequest
{
    public required string File { get; init; }
    public required int Count { get; init; }
    public required int Seed { get; init; }

    /// <summary>The file that x-verbatim strings are quoted from; null when there is none.</summary>
    public string? Text { get; init; }

    public bool AssertFormats { get; init; }
    public bool Json { get; init; }
}
