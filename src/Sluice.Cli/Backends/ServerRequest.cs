namespace Sluice.Cli.Backends;

/// <summary>What the command line says about where to ask. Everything may be null: then the configuration decides.</summary>
internal sealed record ServerRequest
{
    public string? Url { get; init; }
    public string? Model { get; init; }
    public string? KeyEnv { get; init; }
    public string? Backend { get; init; }
}
