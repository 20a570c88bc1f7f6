using Sluice.Protocol.Client;

namespace Sluice.Bench.Servers;

/// <summary>A server to be measured, as the caller found it.</summary>
/// <param name="Backend">The name in tables.</param>
/// <param name="Model">What the server calls it.</param>
/// <param name="Chat">Chat completions, or plain ones.</param>
public sealed record BenchTarget(string Backend, ModelEndpoint Endpoint, string Model, bool Chat = true)
{
    /// <summary>Answers in place of the network, for servers in memory; the caller keeps it. Null uses connections.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
