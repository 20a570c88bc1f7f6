using System.Text.Json;

namespace Sluice.Protocol.Client;

/// <summary>Where a model server is and how to speak to it.</summary>
public sealed record ModelEndpoint
{
    /// <summary>Ends with the version, such as <c>http://spark-a:8000/v1</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public Secret? Key { get; init; }

    /// <summary>Further headers of every request.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Further body fields of every request; a request's own <c>Extra</c> wins over them.</summary>
    public IReadOnlyDictionary<string, JsonElement>? ExtraBody { get; init; }

    public StreamTimeouts Timeouts { get; init; } = new();

    /// <summary>Connections open at once. High, because the caller decides the concurrency, not the pool.</summary>
    public int MaxConnections { get; init; } = 4096;
}
