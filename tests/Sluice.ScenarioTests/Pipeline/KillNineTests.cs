using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.ScenarioTests.Pipeline;

/// <summary>Pulling the plug: the runner is killed in mid-run, and the server's own ledger tells what that cost.</summary>
public sealed class KillNineTests : IDisposable
{
    const int Records = 400;
    const int Concurrency = 8;
    const int Kills = 10;
    const int Seed = 20261121;

    readonly TempFolder folder = new();

    [Fact]
    public async Task Ten_kills_lose_no_answer_and_repeat_at_most_the_calls_in_flight()
    {
        var random = new Random(Seed);
        await using var server = await PlannedTwin.StartAsync(call => Answer(call, random));
        WritePipeline();

        var (kills, callsBefore) = (0, 0);
        var settled = new HashSet<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var runner = Run(server);
            var until = server.Ledger.Count + random.Next(1, Records / Kills);
            if (await Task.WhenAny(server.Ledger.ArrivedAsync(until), runner.Exited) == runner.Exited) break;
            await runner.KillAsync();
            await server.Ledger.OpenAsync(0);
            kills++;

            var answered = await AnsweredKeysAsync();
            Assert.Superset(settled, answered);
            Assert.DoesNotContain(server.Ledger.Calls, call => call.Ordinal >= callsBefore && settled.Contains(call.LastMessage));
            (settled, callsBefore) = (answered, server.Ledger.Count);
        }

        using var last = Run(server);
        var (code, text) = await last.FinishAsync();

        Assert.True(code == 0, $"exit code {code} after {kills} kills (seed {Seed}): {text}");
        Assert.Equal(Kills, kills);
        Assert.DoesNotContain(server.Ledger.Calls, call => call.Ordinal >= callsBefore && settled.Contains(call.LastMessage));
        Assert.InRange(server.Ledger.Count, Records, Records + (Kills * Concurrency));
        Assert.Equal(Keys, (await AnsweredKeysAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(Keys.Select(key => $$"""{{key}} {"title":"{{key}}"}"""), Output().Order(StringComparer.Ordinal));
        Assert.False(File.Exists(folder.At("answers.failed.jsonl")));
    }

    static IEnumerable<string> Keys => Enumerable.Range(1, Records).Select(n => $"record {n}").Order(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    // A few milliseconds of work a call, so that some are in flight whenever the runner is killed; the script is called one call at a time.
    static CallPlan Answer(Call call, Random random)
    {
        lock (random) return CallPlan.Says($$"""{"title": "{{call.LastMessage}}"}""") with { Fault = new Fault(FaultKind.SlowFirstToken) { Seconds = random.Next(0, 12) * 0.001 * TwinServerOptions.MaxSpeed } };
    }

    SluiceProcess Run(TwinServer server) =>
        SluiceProcess.Start(folder.Path, "run", "pipeline.yaml", "--url", server.BaseUrl.ToString(), "--model", "scripted", "--concurrency", $"{Concurrency}", "--quiet");

    void WritePipeline()
    {
        folder.Write("data.jsonl", string.Concat(Keys.Select(key => $$"""{"id": "{{key}}"}""" + "\n")));
        folder.Write("pipeline.yaml", """
            name: plug
            input: { path: data.jsonl, id: "$.id" }
            steps:
              extract:
                prompt: "{{ id }}"
                schema: { type: object, properties: { title: { type: string } }, required: [title], additionalProperties: false }
            output: { path: answers.jsonl }
            """);
    }

    /// <summary>What the store holds, read as another program would.</summary>
    async Task<HashSet<string>> AnsweredKeysAsync()
    {
        var path = folder.At(".sluice/runs.db");
        await SqliteRunStore.Open(path).DisposeAsync(); // recovers what the kill left, and loads the library
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT r.key FROM result x JOIN record r ON r.id = x.record";
        using var rows = command.ExecuteReader();
        var keys = new List<string>();
        while (rows.Read()) keys.Add(rows.GetString(0));
        Assert.Equal(keys.Count, keys.Distinct().Count());
        return [.. keys];
    }

    /// <summary>Each line of the output as id and answer.</summary>
    IEnumerable<string> Output() => folder.Lines("answers.jsonl").Select(line => JsonElement.Parse(line))
        .Select(line => $"{line.GetProperty("id").GetString()} {line.GetProperty("answer").GetRawText()}");
}
