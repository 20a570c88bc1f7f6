namespace Sluice.Testing.Concurrency;

/// <summary>Servers made up to be hard: other laws, unequal calls, runs that are over in minutes.</summary>
internal static class HarderServers
{
    /// <summary>Nothing is to be seen of prompts in these: what counts is the shape of the curve.</summary>
    const double NoPrefill = 1e6;

    public static IReadOnlyList<ServerProfile> All { get; } =
    [
        Of("slow: 30 s an answer, best from 48", (1, 23), (48, 1100), (1024, 1120)),
        Of("a knee at 3, falling after it", (1, 120), (3, 350), (8, 300), (64, 240), (1024, 200)),
        Of("a plateau from 8 to 64, then a second rise to 512", (1, 220), (8, 1700), (64, 1800), (512, 12_000), (1024, 12_100)) with { LeastShare = 0.92 },
        new("best at 700, falling to 1,000", () => new CurveVirtualServer([(1, 60), (300, 15_000), (700, 24_000), (1000, 21_500)], NoPrefill) { Room = 1000 }) { LeastShare = 0.9 },
        new("very unequal calls: lognormal with sigma 1, best from 64", () => new CurveVirtualServer([(1, 100), (64, 5000), (1024, 5100)], NoPrefill, noise: 1)) { IsNoisy = true },
        new("very unequal calls that crowd: lognormal with sigma 1, best at 32", () => new CurveVirtualServer([(1, 100), (32, 2800), (128, 2300), (1024, 1500)], NoPrefill, noise: 1)) { IsNoisy = true, LeastShare = 0.93 },
        Of("answers with a heavy tail, to 8,000 tokens, best from 96", (1, 110), (96, 8000), (1024, 8300)) with { Answers = AnswerLengths.HeavyTailed(250, 1, 8000), IsNoisy = true },
        new("300 requests a minute, 429 beyond", () => new CurveVirtualServer([(1, 60), (128, 6000), (1024, 6500)], NoPrefill) { RequestsPerMinute = 300 }),
        new("long prompts and short answers: the prompts are the work", () => new CurveVirtualServer([(1, 100), (64, 3000), (1024, 3500)], prefill: 12_000)) { Prompt = 6000, Answers = AnswerLengths.Even(20, 60) },
        Of("a flat start: a mixture of experts that reads more of itself with each", (1, 70), (2, 76), (4, 95), (8, 170), (32, 620), (128, 1500), (1024, 1900)),
        Of("a heavy tail where the time limit binds, to 8,000 tokens", (1, 80), (32, 1200), (1024, 1400)) with { Answers = AnswerLengths.HeavyTailed(250, 1.2, 8000) },
        Of("a public service without a knee below 1,000", (1, 60), (256, 12_000), (1024, 16_000)) with { LeastShare = 0.94 },
        new("two replicas behind a router, each best from 48", () => new RouterVirtualServer(2, () => new CurveVirtualServer([(1, 60), (48, 1800), (1024, 1850)], prefill: 20_000))),
        new("four replicas behind a router, each best at 24", () => new RouterVirtualServer(4, () => new CurveVirtualServer([(1, 60), (24, 900), (64, 750), (1024, 600)], prefill: 20_000))),
        new("unequal calls: lognormal with sigma 0.5, best at 48", () => new CurveVirtualServer([(1, 60), (48, 1700), (128, 1600), (1024, 1200)], NoPrefill, noise: 0.5)),
        Of("one slot and a queue", (1, 45), (2, 46), (1024, 46)),
        Of("a small machine, best at 8", (1, 40), (8, 160), (16, 165), (64, 150), (1024, 120)),
        Of("a cliff after 40", (1, 60), (40, 2000), (44, 900), (1024, 500)),
        new("prompts read beside the answers, best from 48", () => new CurveVirtualServer([(1, 110), (48, 2600), (1024, 3000)], prefill: 15_000)),
        Of("twice as fast as it begins: half of it is warm from 10 % on", (1, 50), (64, 2200), (1024, 2400)) with { Pace = new Pace(share => share < 0.1 ? 2 : 1, 0.1) },
    ];

    static ServerProfile Of(string name, params (int Concurrency, double Rate)[] curve) => new(name, () => new CurveVirtualServer(curve, NoPrefill));
}
