namespace Sluice.Testing.Concurrency;

/// <summary>A kind of server that concurrency has to be found for.</summary>
/// <param name="NewServer">A fresh one for each run.</param>
/// <param name="Tenant">See <see cref="VirtualRun.Tenant"/>.</param>
public sealed record ServerProfile(string Name, Func<VirtualServer> NewServer, (double Share, int Concurrency)? Tenant = null)
{
    const int Seed = 20261121;

    public static IReadOnlyList<ServerProfile> All { get; } =
    [
        new("gpt-oss-120b on a DGX Spark", () => TwinVirtualServer.Of("gpt-oss-120b")),
        new("gemma4-26b on a DGX Spark", () => TwinVirtualServer.Of("gemma4-26b")),
        new("nemotron-3-super on a DGX Spark", () => TwinVirtualServer.Of("nemotron-3-super")),
        new("a local plateau: Nemotron Nano on two B200", CurveVirtualServer.B200),
        new("a tight cache for about 30 requests: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b", cacheTokens: 35_000)),
        new("429 beyond 40 requests: gemma4-26b", () => TwinVirtualServer.Of("gemma4-26b", room: 40)),
        new("a second tenant of 16 requests at 40 % of the run: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b"), (0.4, 16)),
    ];

    public VirtualRunResult Run(Limiter limiter, int records = 20_000) => new VirtualRun(NewServer(), limiter, records, Seed) { Tenant = Tenant }.Execute();
}
