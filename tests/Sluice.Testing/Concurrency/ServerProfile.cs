namespace Sluice.Testing.Concurrency;

/// <summary>A kind of server that concurrency has to be found for.</summary>
/// <param name="NewServer">A fresh one for each run.</param>
public sealed record ServerProfile(string Name, Func<VirtualServer> NewServer)
{
    const int Seed = 20261121;

    /// <summary>Nothing is to be seen of prompts in these: what counts is the shape of the curve.</summary>
    const double NoPrefill = 1e6;

    public SecondTenant? Tenant { get; init; }

    public Restart? Restart { get; init; }

    public AnswerLengths? Answers { get; init; }

    /// <summary>Whether calls take so unequal times that a level is known to some per cent only, and its p99 to some ten.</summary>
    public bool IsNoisy { get; init; }

    /// <summary>Whether the best level is one that a run of 20,000 records is too short to find, as fast as it is over.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the server is the same from beginning to end, so that there is a level to settle at.</summary>
    public bool IsSteady => Tenant is null && !IsNoisy;

    public static IReadOnlyList<ServerProfile> All { get; } =
    [
        new("gpt-oss-120b on a DGX Spark", () => TwinVirtualServer.Of("gpt-oss-120b")),
        new("gemma4-26b on a DGX Spark", () => TwinVirtualServer.Of("gemma4-26b")),
        new("nemotron-3-super on a DGX Spark", () => TwinVirtualServer.Of("nemotron-3-super")),
        new("a local plateau: Nemotron Nano on two B200", CurveVirtualServer.B200),
        new("a tight cache for about 30 requests: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b", cacheTokens: 35_000)),
        new("429 beyond 40 requests: gemma4-26b", () => TwinVirtualServer.Of("gemma4-26b", room: 40)),
        new("a second tenant of 16 requests at 40 % of the run: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b")) { Tenant = new(0.4, 16) },
        new("a second tenant that comes at 30 % and goes at 60 %: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b")) { Tenant = new(0.3, 32, 0.6) },
        new("a restart of two minutes in the middle: gpt-oss-120b", () => TwinVirtualServer.Of("gpt-oss-120b")) { Restart = new(0.5, 120) },
        new("slow: 30 s an answer, best from 48", () => new CurveVirtualServer([(1, 23), (48, 1100), (1024, 1120)], NoPrefill)),
        new("a knee at 3, falling after it", () => new CurveVirtualServer([(1, 120), (3, 350), (8, 300), (64, 240), (1024, 200)], NoPrefill)),
        new("a plateau from 8 to 64, then a second rise to 512", () => new CurveVirtualServer([(1, 220), (8, 1700), (64, 1800), (512, 12_000), (1024, 12_100)], NoPrefill)) { IsHidden = true },
        new("best at 700, falling to 1,000", () => new CurveVirtualServer([(1, 60), (300, 15_000), (700, 24_000), (1000, 21_500)], NoPrefill) { Room = 1000 }) { IsHidden = true },
        new("very unequal calls: lognormal with sigma 1, best from 64", () => new CurveVirtualServer([(1, 100), (64, 5000), (1024, 5100)], NoPrefill, noise: 1)) { IsNoisy = true },
        new("very unequal calls that crowd: lognormal with sigma 1, best at 32", () => new CurveVirtualServer([(1, 100), (32, 2800), (128, 2300), (1024, 1500)], NoPrefill, noise: 1)) { IsNoisy = true },
        new("answers with a heavy tail, to 8,000 tokens, best from 96", () => new CurveVirtualServer([(1, 110), (96, 8000), (1024, 8300)], NoPrefill)) { Answers = AnswerLengths.HeavyTailed(250, 1, 8000) },
        new("300 requests a minute, 429 beyond", () => new CurveVirtualServer([(1, 60), (128, 6000), (1024, 6500)], NoPrefill) { RequestsPerMinute = 300 }),
    ];

    public VirtualRunResult Run(Limiter limiter, int records = 20_000)
    {
        return new VirtualRun(NewServer(), limiter, records, Seed) { Tenant = Tenant, Restart = Restart, Answers = Answers ?? AnswerLengths.Even(400, 1000) }.Execute();
    }
}
