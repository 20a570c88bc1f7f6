using System.Text.Json;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.ScenarioTests.Pipeline.Killing;

/// <summary>
/// Runs a pipeline over many records against a server with faults, kills the runner again and again at random and at chosen points, and
/// holds the store and the output against the server's ledger. One record in a hundred is never answered well.
/// </summary>
sealed class KillCampaign(int records, int kills, int seed) : IDisposable
{
    public const string Model = PlannedTwin.Model, Store = ".sluice/runs.db";

    const int InFlight = 16;
    const int HopelessOneIn = 100;
    const int Spared = 8; // parts of the job, each as large as that between two kills, that are left at the end

    readonly TempFolder folder = new();
    readonly Random random = new(seed);
    readonly HashSet<string> settled = [];
    readonly Dictionary<KillPoint, int> killed = [];
    readonly List<string> wrong = [];
    int callsBefore, paidTwice;
    volatile Holding? held; // while a runner is about to be killed

    public async Task<CampaignReport> RunAsync()
    {
        await using var server = await PlannedTwin.StartAsync(Plan);
        Write();
        var store = new CampaignStore(folder.At(Store));
        for (var kill = 0; kill < kills; kill++)
        {
            var point = (KillPoint)(kill % 3);
            if (!await KilledAsync(server, point)) break;
            killed[point] = killed.GetValueOrDefault(point) + 1;
            await server.Ledger.OpenAsync(0);
            Look(server, await store.AnsweredAsync(), store.Integrity());
        }

        using (var last = SluiceProcess.Start(folder.Path, RunArguments(server)))
        {
            var (code, text) = await last.FinishAsync();
            if (code != 1) wrong.Add($"the last run ended with {code}, not with 1 for its dead letters: {text}");
        }

        return Report(server, await store.AnsweredAsync(), store);
    }

    public void Dispose() => folder.Dispose();

    static bool IsHopeless(int n) => n % HopelessOneIn == 0;

    static string KeyOf(int n) => string.Create(null, $"r{n}");

    /// <summary>One call in about fifteen meets a fault. Called one call at a time or not: the draw is the call's own.</summary>
    CallPlan Plan(Call call)
    {
        var n = int.Parse(call.Messages.First(message => message.Role == "user").Content.Split('.')[0], null);
        var answer = CallPlan.Says(IsHopeless(n) ? "there is nothing to say" : $$"""{"title":"{{n}}"}""");
        if (held is { } holding && call.Ordinal >= holding.From) return answer with { Hold = holding.Until };
        if (IsHopeless(n)) return answer;

        return new Random((seed * 31) + call.Ordinal).Next(75) switch
        {
            0 => CallPlan.Fails(500),
            1 => CallPlan.Fails(429, retryAfter: 0),
            2 => answer with { Fault = new Fault(FaultKind.Cut) { At = 2 } },
            3 => answer with { Fault = new Fault(FaultKind.Truncate) { At = 2 } },
            4 => answer with { Fault = new Fault(FaultKind.Refuse) },
            _ => answer,
        };
    }

    /// <summary>False when the run came to its end before it could be killed.</summary>
    async Task<bool> KilledAsync(TwinServer server, KillPoint point)
    {
        // So many calls that the kills are spread over the job, and few enough that enough commits are left for the last of them, even where a slow disk takes many answers in one.
        var left = Math.Max(1, (records - settled.Count) / (kills - killed.Values.Sum() + Spared));
        var calls = random.Next(1, left + 1);
        if (point != KillPoint.AtRandom)
        {
            using var dying = SluiceProcess.StartTests(folder.Path, "die", folder.At("pipeline.yaml"), server.BaseUrl.ToString(), point.ToString(), $"{3 + random.Next(1, Math.Max(2, calls / 4))}");
            var (code, text) = await dying.FinishAsync();
            if (code is not (137 or 1 or 0)) wrong.Add($"a run that should have been killed ended with {code}: {text}");
            return code == 137;
        }

        // Whoever kills may be late; no further answers until then, so that the run does not end meanwhile.
        var dead = new TaskCompletionSource();
        var last = server.Ledger.Count + calls;
        held = new Holding(last, dead.Task);
        using var runner = SluiceProcess.Start(folder.Path, RunArguments(server));
        var came = await Task.WhenAny(server.Ledger.ArrivedAsync(last), runner.Exited) != runner.Exited;
        if (came) await runner.KillAsync();
        held = null;
        dead.SetResult();
        return came;
    }

    /// <summary>What was durable stays, and is not asked about again.</summary>
    void Look(TwinServer server, List<string> answered, string integrity)
    {
        if (integrity != "ok") wrong.Add($"after kill {killed.Values.Sum()} the store is damaged: {integrity}");
        foreach (var key in settled.Except(answered)) wrong.Add($"the answer to {key} is gone after kill {killed.Values.Sum()}");
        CountPaidTwice(server);
        settled.UnionWith(answered);
        callsBefore = server.Ledger.Count;
    }

    void CountPaidTwice(TwinServer server) => paidTwice += server.Ledger.Calls.Count(call => call.Ordinal >= callsBefore && settled.Contains($"r{call.Messages.First(message => message.Role == "user").Content.Split('.')[0]}"));

    CampaignReport Report(TwinServer server, List<string> answered, CampaignStore store)
    {
        CountPaidTwice(server);
        var dead = store.DeadLetters();
        var hopeless = Enumerable.Range(1, records).Where(IsHopeless).Select(KeyOf).ToHashSet();
        var good = Enumerable.Range(1, records).Select(KeyOf).Except(hopeless).ToHashSet();
        if (answered.Count != answered.Distinct().Count()) wrong.Add("a key has two accepted answers");
        if (!good.SetEquals(answered)) wrong.Add($"{good.Except(answered).Count()} keys that can be answered are not, {answered.Except(good).Count()} are that cannot be");
        if (!hopeless.SetEquals(dead)) wrong.Add($"{hopeless.Except(dead).Count()} dead letters are missing, {dead.Except(hopeless).Count()} are too many");
        Compare("answers.jsonl", good, line => line.GetProperty("answer").GetProperty("title").GetString() == line.GetProperty("id").GetString()![1..]);
        Compare("answers.failed.jsonl", hopeless, line => line.GetProperty("reason").GetString() == "not-json");
        if (paidTwice > 0) wrong.Add($"{paidTwice} calls were about records whose answers were durable");

        var report = new CampaignReport
        {
            Records = records,
            Kills = killed,
            Answered = answered.Count,
            DeadLetters = dead.Count,
            Calls = server.Ledger.Count,
            Retries = store.Retries(),
            PaidTwice = paidTwice,
            InFlight = InFlight,
            Wrong = wrong,
        };
        if (report.Calls > report.MostCalls) wrong.Add($"{report.Calls} calls, at most {report.MostCalls} are explained");
        return report;
    }

    /// <summary>Exactly one line for each key, and each line right.</summary>
    void Compare(string file, HashSet<string> keys, Func<JsonElement, bool> isRight)
    {
        var lines = folder.Lines(file).Select(line => JsonElement.Parse(line)).ToList();
        if (lines.Count != keys.Count || !keys.SetEquals(lines.Select(line => line.GetProperty("id").GetString()!))) wrong.Add($"{file} has {lines.Count} lines for {keys.Count} keys");
        if (lines.FirstOrDefault(line => !isRight(line)) is { ValueKind: JsonValueKind.Object } first) wrong.Add($"{file} has a wrong line: {first}");
    }

    static string[] RunArguments(TwinServer server) => ["run", "pipeline.yaml", "--url", server.BaseUrl.ToString(), "--model", Model, "--quiet"];

    void Write()
    {
        folder.Write("data.jsonl", string.Concat(Enumerable.Range(1, records).Select(n => $$"""{"id": "{{KeyOf(n)}}", "n": "{{n}}."}""" + "\n")));
        folder.Write("pipeline.yaml", $$$"""
            name: plug
            input: { path: data.jsonl, id: "$.id" }
            steps:
              extract:
                model: {{{Model}}}
                prompt: "{{ n }}"
                schema: { type: object, properties: { title: { type: string } }, required: [title], additionalProperties: false }
                max_tokens: 100
            concurrency: {{{InFlight}}}
            output: { path: answers.jsonl }
            """);
    }

    /// <param name="From">The first call, from 0, that gets no answer until then.</param>
    sealed record Holding(int From, Task Until);
}
