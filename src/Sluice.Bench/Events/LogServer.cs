namespace Sluice.Bench.Events;

/// <summary>A server that a log has requests of.</summary>
public sealed record LogServer
{
    /// <summary>The name in tables; levels refer to it.</summary>
    public required string Backend { get; init; }

    /// <summary>Its base URL; null for a simulated one.</summary>
    public string? Url { get; init; }

    public required string Model { get; init; }

    /// <summary>What it says it is, such as "vLLM 0.11.0"; null when it does not say.</summary>
    public string? Engine { get; init; }

    /// <summary>chat or completions.</summary>
    public string Endpoint { get; init => field = value ?? field; } = "chat"; // a line of a log may leave it out

    /// <summary>What a request costs beside the model's work, by the probe that <see cref="LatencyMode"/> names. Only llama-benchy's view takes it off.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>api (GET /models), generation, or none.</summary>
    public string? LatencyMode { get; init; }

    /// <summary>Body fields that the server refused and that were left out.</summary>
    public IReadOnlyList<string> Dropped { get; init => field = value ?? field; } = [];

    /// <summary>How it was started, as far as it tells; empty when it does not.</summary>
    public IReadOnlyList<ServerFlag> Flags { get; init => field = value ?? field; } = [];
}
