using System.Text.Json;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Benchmarks.Runs;

/// <summary>Answers committed to a run store in groups, each durable before the next begins.</summary>
/// <param name="Fsync">What the disk alone takes for one write that is durable, in milliseconds.</param>
internal sealed record StoreCommits(int Results, int Group, double PerSecond, double Fsync)
{
    static readonly StepIdentity anyStep = new() { Run = "commits", Path = "/commits.yaml", Step = "extract", Config = "{}", ConfigHash = new byte[32] };

    public static async Task<StoreCommits> RunAsync(string folder, int results, int group)
    {
        BenchedJob.Write(folder, results, stream: false);
        var entries = new List<JournalEntry>(results);
        await foreach (var record in BenchedJob.Records(folder)) entries.Add(Entry(record));
        await using var store = SqliteRunStore.Open(Path.Combine(folder, $"commits-{group}.db"));
        var step = await store.OpenStepAsync(anyStep, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var start = TimeProvider.System.GetTimestamp();
        foreach (var chunk in entries.Chunk(group)) await store.CommitAsync(step, chunk);
        var took = TimeProvider.System.GetElapsedTime(start);
        return new StoreCommits(results, group, results / took.TotalSeconds, Milliseconds(folder));
    }

    /// <summary>An accepted answer to a record, as a run journals it.</summary>
    public static JournalEntry Entry(SourceRecord record) => new(
        record,
        new AttemptEntry
        {
            Number = 1,
            StartedAt = DateTimeOffset.UnixEpoch.AddDays(20_000),
            Total = TimeSpan.FromMilliseconds(200),
            Backend = "gpu-1",
            Model = "m",
            FinishReason = "stop",
            PromptTokens = 120,
            CompletionTokens = 30,
            CachedTokens = 64,
            RequestHash = record.InputHash,
        },
        new AcceptedAnswer(JsonElement.Parse(BenchedJob.Answer).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!, null));

    static double Milliseconds(string folder)
    {
        const int Times = 50;
        using var file = new FileStream(Path.Combine(folder, "fsync"), FileMode.Create);
        var start = TimeProvider.System.GetTimestamp();
        for (var n = 0; n < Times; n++)
        {
            file.Write(new byte[4096]);
            file.Flush(flushToDisk: true);
        }

        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds / Times;
    }
}
