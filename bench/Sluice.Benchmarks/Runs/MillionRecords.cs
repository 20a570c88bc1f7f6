using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;

namespace Sluice.Benchmarks.Runs;

/// <summary>Many records: how fast a resumed run finds what is open, and what it holds in memory.</summary>
/// <param name="Answered">Records that had their answers.</param>
/// <param name="FirstRequest">Seconds from typing the command to the first request; null when nothing was open.</param>
/// <param name="PassedPerSecond">Records read, hashed and found answered in a second, from the start of the run to its first request or its end.</param>
internal sealed record MillionRecords(int Records, int Answered, double? FirstRequest, double PassedPerSecond, double PeakMegabytes)
{
    const int LargestGroup = 256; // as the line's writer makes them at most

    /// <summary>Half of the records answered, then all of them.</summary>
    public static async Task<IReadOnlyList<MillionRecords>> RunAsync(string folder, int records)
    {
        var pipeline = BenchedJob.Write(folder, records, stream: false);
        await using (var server = await FixedServer.StartAsync(folder, 0, 1)) await CommandRun.RunAsync(pipeline, server.Url, extra: ["--limit", "1"]);
        await FillAsync(folder, 1, records / 2);
        var half = await ResumeAsync(folder, pipeline, records, records / 2);
        await FillAsync(folder, records / 2, records);
        return [half, await ResumeAsync(folder, pipeline, records, records)];
    }

    static async Task<MillionRecords> ResumeAsync(string folder, string pipeline, int records, int answered)
    {
        await using var server = await FixedServer.StartAsync(folder, 50, 1);
        var run = await CommandRun.RunAsync(pipeline, server.Url, stopAfterFirst: answered == records ? null : 1);
        var count = await server.CountAsync();
        double? first = answered == records ? null : count.FirstRequest - run.Started;
        return new MillionRecords(records, answered, first, answered / (first ?? run.Elapsed), run.PeakMegabytes);
    }

    /// <summary>Answers a part of the records without a server, as a run would have done.</summary>
    static async Task FillAsync(string folder, int from, int to)
    {
        var path = Path.Combine(folder, "runs.db");
        await using var store = SqliteRunStore.Open(path);
        var step = await store.OpenStepAsync(Identity(path), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var group = new List<JournalEntry>(LargestGroup);
        var ordinal = 0;
        await foreach (var record in BenchedJob.Records(folder))
        {
            if (ordinal++ < from) continue;
            if (ordinal > to) break;
            group.Add(StoreCommits.Entry(record));
            if (group.Count < LargestGroup) continue;
            await store.CommitAsync(step, group);
            group = new List<JournalEntry>(LargestGroup);
        }

        await store.CommitAsync(step, group);
    }

    static StepIdentity Identity(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT r.name, r.path, s.name, s.config, s.config_hash FROM run r JOIN step s ON s.run = r.id";
        using var row = command.ExecuteReader();
        row.Read();
        return new StepIdentity { Run = row.GetString(0), Path = row.GetString(1), Step = row.GetString(2), Config = row.GetString(3), ConfigHash = row.GetFieldValue<byte[]>(4) };
    }
}
