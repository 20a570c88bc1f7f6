namespace Sluice.Cli.Serving;

/// <summary>What <c>sluice engine serve</c> was asked to do. What is null is left to the engine.</summary>
internal sealed record ServeRequest
{
    /// <summary>As typed; null means the bundled model.</summary>
    public string? Model { get; init; }

    /// <summary>0 takes a free one.</summary>
    public required int Port { get; init; }

    public int? Parallel { get; init; }
    public int? ContextTokens { get; init; }
    public int? Threads { get; init; }

    public int? GpuLayers { get; init; }

    public string? KvType { get; init; }
    public string? Family { get; init; }
    public int? Queue { get; init; }

    /// <summary>The environment variable with the key that clients must send; null asks for none.</summary>
    public string? KeyEnv { get; init; }
}
