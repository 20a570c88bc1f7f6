using Sluice.Bench.Events;

namespace Sluice.Tests.Bench;

/// <summary>
/// One stream on which seven tools print seven answers: a role-only chunk at 0.05 s, 30 chunks of reasoning from 1 s, 30 of the
/// answer from 3 s to 5 s, an empty finish at 5.01 s, usage of 50 + 50 tokens, [DONE] at 5.02 s; 1,024 prompt tokens; 20 ms of latency.
/// </summary>
static class GoldenStream
{
    public static RequestEvents Request { get; } = new()
    {
        Id = 1,
        Scheduled = TimeSpan.Zero,
        Sent = TimeSpan.Zero,
        Headers = At(0.04),
        End = At(5.02),
        Chunks =
        [
            new ChunkEvent(At(0.05), 0, 0, 0, null),
            .. Enumerable.Range(0, 30).Select(i => new ChunkEvent(At(1 + i * 1.9 / 29), 4, 0, 0, null)),
            .. Enumerable.Range(0, 30).Select(i => new ChunkEvent(At(3 + i * 2.0 / 29), 0, 4, 0, null)),
            new ChunkEvent(At(5.01), 0, 0, 0, null),
        ],
        PromptAimed = 1024,
        OutputAsked = 100,
        PromptTokens = 1024,
        OutputTokens = 100,
        ReasoningTokens = 50,
        Finish = "length",
    };

    public static BenchLog Log { get; } = new()
    {
        Started = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
        Tool = "a test",
        Servers = [new LogServer { Backend = "golden", Model = "golden-1", Latency = At(0.02), LatencyMode = "api" }],
        Levels =
        [
            new LevelLog
            {
                Number = 1,
                Plan = new LevelPlan { Backend = "golden", Load = LoadKind.Burst, Prompt = 1024, Output = 100, Concurrency = 1 },
                Requests = [Request],
                End = new LevelEnd { Why = EndReason.Runs, HeldUntil = TimeSpan.Zero },
            },
        ],
    };

    static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
