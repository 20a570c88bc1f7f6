using System.Security.Cryptography;
using Sluice.Cli.Configuration;
using Sluice.Cli.Problems;
using Sluice.Engine;
using Sluice.Engine.Serving;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Backends;

/// <summary>The embedded engine inside this process, on a free loopback port, behind a key that exists only for this run.</summary>
internal sealed class LoopbackEngine : IAsyncDisposable
{
    private const int KeyCharacters = 32; // hexadecimal: 128 bits

    private readonly EngineServer server;

    private LoopbackEngine(EngineServer server) => this.server = server;

    public required ModelEndpoint Endpoint { get; init; }

    /// <summary>Streams decoded together.</summary>
    public required int Parallel { get; init; }

    public static async Task<LoopbackEngine> StartAsync(BackendConfig.Embedded config, int? concurrency, CancellationToken ct)
    {
        var defaults = new EngineOptions { ModelPath = config.ModelPath };
        EngineOptions options = defaults with
        {
            Parallel = config.Parallel ?? Math.Clamp(concurrency ?? 0, defaults.Parallel, EngineLimits.MostParallel),
            ContextTokens = config.ContextTokens,
            Threads = config.Threads,
        };
        string key = RandomNumberGenerator.GetHexString(KeyCharacters, lowercase: true);
        try
        {
            EngineServer server = await EngineServer.StartAsync(options, new EngineServerOptions { Port = 0, Key = key }, ct);
            return new LoopbackEngine(server) { Endpoint = new ModelEndpoint { BaseUrl = server.BaseUrl, Key = new Secret(key) }, Parallel = options.Parallel };
        }
        catch (EngineException refusal)
        {
            throw new CouldNotRunException($"backend '{config.Name}'", refusal.Message.TrimEnd('.'));
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
