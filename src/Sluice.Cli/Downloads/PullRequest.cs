namespace Sluice.Cli.Downloads;

/// <summary>What <c>sluice models pull</c> was asked, as typed. Null leaves a thing to the environment, the list or the server.</summary>
internal sealed record PullRequest
{
    /// <summary>A URL or a name of the list.</summary>
    public required string Model { get; init; }
    public string? List { get; init; }
    public string? BaseUrl { get; init; }
    public string? Sha256 { get; init; }
    public string? Name { get; init; }
    public string? Folder { get; init; }
    public string? KeyEnv { get; init; }
    public bool Again { get; init; }
    public bool Json { get; init; }
}
