namespace Sluice.Testing.Concurrency;

/// <summary>The servers whose curves were published or predicted from published figures, and what happens to such servers.</summary>
internal static class KnownServers
{
    public static IReadOnlyList<ServerProfile> All { get; } =
    [
        new("gpt-oss-120b on a DGX Spark", Spark),
        new("gemma4-26b on a DGX Spark", () => TwinVirtualServer.Of("gemma4-26b")),
        new("nemotron-3-super on a DGX Spark", () => TwinVirtualServer.Of("nemotron-3-super")),
        new("a local plateau: Nemotron Nano on two B200", CurveVirtualServer.B200),
        new("a tight cache for about 30 requests: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b", cacheTokens: 35_000)),
        new("429 beyond 40 requests: gemma4-26b", () => TwinVirtualServer.Of("gemma4-26b", room: 40)),
        new("a second tenant of 16 requests at 40 % of the run: gpt-oss-120b", Spark) { Tenants = [new(0.4, 16)] },
        new("a second tenant that comes at 30 % and goes at 60 %: gpt-oss-120b", Spark) { Tenants = [new(0.3, 32, 0.6)] },
        new("a restart of two minutes in the middle: gpt-oss-120b", Spark) { Restart = new(0.5, 120) },
        new("429 beyond 96 requests, with a Retry-After of 5 s: gemma4-26b", () => TwinVirtualServer.Of("gemma4-26b", room: 96)) { RetryAfter = 5 },
        new("a cold start of a minute: gpt-oss-120b", Spark) { ColdSeconds = 60 },
        new("ever slower, 1.6 times at the end: gpt-oss-120b", Spark) { Pace = Pace.Drifting(1.6) },
        new("half as fast from 35 % to 65 %: gpt-oss-120b", Spark) { Pace = Pace.HalfBetween(0.35, 0.65) },
        new("records by rising length, 100 to 1,500 tokens: gpt-oss-120b", Spark) { Answers = AnswerLengths.Ordered(100, 1500, 20_000), IsNoisy = true },
        new("records by falling length, 1,500 to 100 tokens: gpt-oss-120b", Spark) { Answers = AnswerLengths.Ordered(1500, 100, 20_000), IsNoisy = true },
        new("labels and summaries mixed: gpt-oss-120b", Spark) { Answers = AnswerLengths.Mixed(40, 0.8, 1600) },
    ];

    static TwinVirtualServer Spark() => TwinVirtualServer.Of("gpt-oss-120b");
}
