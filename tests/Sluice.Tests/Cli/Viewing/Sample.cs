using Sluice.Cli.Viewing;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Sources;

namespace Sluice.Tests.Cli.Viewing;

/// <summary>Moments of a run, as a view gets them.</summary>
internal static class Sample
{
    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    public static readonly RunHeadline Headline = new()
    {
        Pipeline = "job-postings",
        Steps = [new StepHeadline { Step = "extract", Model = "openai/gpt-oss-120b", Backend = "gpu-1 (http://gpu-1:8000/v1)", Concurrency = 64 }],
    };

    public static readonly RunProgress Beginning = new() { FailedByReason = None, Total = 124_000, InFlight = 64, Elapsed = TimeSpan.FromMilliseconds(250) };

    public static readonly RunProgress Middle = new()
    {
        Total = 124_000,
        Answered = 61_234,
        Resumed = 1_000,
        FailedByReason = new Dictionary<string, long> { ["truncated"] = 1, ["schema-mismatch"] = 12, ["not-json"] = 1 },
        InFlight = 64,
        PromptTokens = 98_765_432,
        CachedTokens = 60_000_000,
        Calls = 61_300,
        DiscardedTokens = 4_321,
        CutAnswers = 11,
        SavedTokens = 1_870,
        CompletionTokens = 12_345_678,
        RecordsPerHourNow = 41_234.567,
        RecordsPerHour = 39_876.5,
        TokensPerSecond = 1_234.56,
        Elapsed = new TimeSpan(1, 32, 7),
        PromptTokensPerSecond = 10_234.5,
        Remaining = new TimeSpan(1, 33, 59),
        RemainingLeast = new TimeSpan(1, 29, 10),
        RemainingMost = new TimeSpan(1, 39, 20),
    };

    /// <summary>Two steps, the second behind the first.</summary>
    public static readonly RunProgress TwoSteps = new()
    {
        Total = 1_000,
        Answered = 400,
        FailedByReason = new Dictionary<string, long> { ["truncated"] = 3 },
        InFlight = 72,
        RecordsPerHour = 1_200,
        Elapsed = TimeSpan.FromMinutes(20),
        Steps =
        [
            new StepProgress("extract", new RunProgress { Total = 1_000, Answered = 800, InFlight = 64, FailedByReason = new Dictionary<string, long> { ["truncated"] = 3 } }),
            new StepProgress("judge", new RunProgress { Total = 1_000, Answered = 400, InFlight = 8, FailedByReason = new Dictionary<string, long> { ["earlier-step"] = 3 } }),
        ],
    };

    /// <summary>From standard input: nobody knows yet how many there are.</summary>
    public static readonly RunProgress Stream = new() { FailedByReason = None, Answered = 3, InFlight = 1, RecordsPerHourNow = 8.256, RecordsPerHour = 12.34, TokensPerSecond = 61.04, Elapsed = TimeSpan.FromMinutes(21) };

    public static readonly FailedRecord Failure = new(
        new SourceRecord { Ordinal = 7, Place = new SourcePlace("postings.jsonl", 7), Key = "posting-7" },
        "schema-mismatch", "/skills: 0 items, at least 1 is needed", "{\"skills\": []}", Attempts: 2)
    { Step = "extract" };
}
