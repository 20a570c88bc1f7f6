using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.History;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using Sluice.Tests.Pipeline.Storage;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Cli.History;

/// <summary>A folder with a store in which one run has two configurations, answers and failures.</summary>
internal sealed class HistoryJob : IDisposable
{
    public const string Config = """
        {"model":"smol","system":null,"prompt":"{{ text }}","source":null,
         "schema":{"type":"object","properties":{"title":{"type":"string","x-verbatim":true},"tags":{"type":"array"},"id":{"type":"integer"}},"additionalProperties":false}}
        """;

    private readonly TempFolder folder = new();

    public TempFolder Folder => folder;

    public string StorePath => folder.At(".sluice/runs.db");

    public static async Task<HistoryJob> MakeAsync()
    {
        var job = new HistoryJob();
        await using SqliteRunStore store = SqliteRunStore.Open(job.StorePath);
        StoredStep old = await store.OpenStepAsync(Identity(config: """{"prompt":"old"}"""), Now.AddHours(-1), default);
        await store.CommitAsync(old, [Answered(Record("r1"))]);
        StoredStep step = await store.OpenStepAsync(Identity(config: Config), Now, default);
        BegunInvocation invocation = await store.BeginInvocationAsync(step, new InvocationEntry(Now, new StoredCommand(job.folder.Path, ["run", "pipeline.yaml", "--limit", "4"])), default);
        await store.CommitAsync(step,
        [
            Answered(Record("r2", "a line cook, and a \"chef\"", line: 2), """{"title":"line cook","tags":["a","b"],"id":7}""", """[{"path":"/title","start":2,"length":9}]"""),
            Answered(Record("r1", "Cook wanted", line: 1), """{"title":"Cook"}""", """[{"path":"/title","start":0,"length":4}]"""),
            Failed(Record("r3", line: 3), "truncated", final: false, response: "{\"title\":"),
            Failed(Record("r3", line: 3), "truncated", response: "{\"title\": \"a"),
            Failed(Record("r4", line: 4), "not-json", response: "I cannot\nsay"),
        ]);
        await store.EndInvocationAsync(invocation.Id, Now.AddMinutes(2), "finished", null);
        return job;
    }

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path, Time = new UtcClock() }, arguments);

    public void Dispose() => folder.Dispose();

    /// <summary>Expected texts must not depend on where they are read.</summary>
    private sealed class UtcClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => Now.AddDays(10);
    }
}
