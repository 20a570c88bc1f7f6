using Sluice.Bench.Events;
using Sluice.Bench.Measures;
using Sluice.Benchmarks.Answers;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;
using Sluice.Twin.Predicting;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Serving;
using Sluice.Twin.Simulating;

namespace Sluice.Benchmarks.Live;

/// <summary>One load on the live twin through HTTP and the same in virtual time; the same measures of both.</summary>
/// <param name="Load">burst or closed loop.</param>
internal sealed record TruthRun(string Load, int Concurrency, IReadOnlyList<(string Measure, double Live, double Virtual)> Measures)
{
    const int Prompt = 1024;
    const int Output = 64;
    const int Rounds = 4; // of a closed loop: the first starts together, the last ends alone

    const int MostBursts = 9; // of one request, which says little; of 64 one is enough

    public static Scenario Scenario { get; } = BenchedTwin.TruthScenario(Prompt, Output);

    public static async Task<List<TruthRun>> RunAllAsync(int[] concurrencies)
    {
        await using var server = await TwinServer.StartAsync(Scenario, new TwinServerOptions());
        using var client = BenchedTwin.Client(server);
        await BurstAsync(client, 2); // connections and code, not counted
        var runs = new List<TruthRun>();
        foreach (var concurrency in concurrencies)
        {
            var bursts = new List<TruthRun>();
            for (var run = 0; run < Math.Clamp(MostBursts / concurrency, 1, MostBursts); run++)
                bursts.Add(Compare("burst", concurrency, await BurstAsync(client, concurrency), new Arrivals.Burst(concurrency)));
            runs.Add(Median(bursts));
            var loop = await LoopAsync(client, concurrency, Rounds * concurrency);
            runs.Add(Compare("closed loop", concurrency, loop, new Arrivals.ClosedLoop(concurrency, Rounds * concurrency)));
        }

        return runs;
    }

    /// <summary>Burst cells of the live twin as a calibration reads them.</summary>
    public IEnumerable<Cell> Cells
    {
        get
        {
            foreach (var (measure, live, _) in Measures)
            {
                if (MetricNames.TryParse(measure, out var metric)) yield return new Cell(metric, BenchedTwin.Truth, "solo", Concurrency, live);
            }
        }
    }

    static TruthRun Compare(string load, int concurrency, RequestTiming[] live, Arrivals arrivals)
    {
        var cost = new StepCost(Scenario.Work, Scenario.Calibration.For(Scenario.Model.Name, Scenario.Hardware), 1);
        var simulated = new Simulation(cost, Scenario.Settings, CacheShape.Of(Scenario.Work)).Run(new Load { Arrivals = arrivals, Prompt = LengthRange.Fixed(live[0].PromptTokens), Output = LengthRange.Fixed(Output) }).Requests;
        return new TruthRun(load, concurrency, [.. Measured(load, concurrency, live, cost).Zip(Measured(load, concurrency, simulated, cost), (here, there) => (here.Name, here.Value, there.Value))]);
    }

    /// <summary>Of each measure the median of several runs.</summary>
    static TruthRun Median(List<TruthRun> runs) => runs[0] with
    {
        Measures = [.. runs[0].Measures.Select((measure, i) => (measure.Measure, Medians.Of([.. runs.Select(run => run.Measures[i].Live)]), measure.Virtual))],
    };

    static IEnumerable<(string Name, double Value)> Measured(string load, int concurrency, RequestTiming[] requests, StepCost cost)
    {
        if (load != "burst") return [("records/h", RunRates.Of(requests, concurrency).RecordsPerHour!.Value)];
        var rates = BurstRates.Of(requests, TimeSpan.FromSeconds(cost.Parameters.ClientLatency));
        return [("decode_tps", rates.DecodeTps!.Value), ("prefill_tps", rates.PrefillTps!.Value), ("ttft_ms", rates.MeanTtftMs!.Value)];
    }

    static async Task<RequestTiming[]> BurstAsync(ModelClient client, int count)
    {
        var start = TimeProvider.System.GetTimestamp();
        return await Task.WhenAll(Enumerable.Range(0, count).Select(_ => AskAsync(client, start)));
    }

    static async Task<RequestTiming[]> LoopAsync(ModelClient client, int concurrency, int count)
    {
        var (start, next) = (TimeProvider.System.GetTimestamp(), -1);
        var timings = new RequestTiming[count];
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            for (int id; (id = Interlocked.Increment(ref next)) < count;) timings[id] = await AskAsync(client, start);
        }));
        return timings;
    }

    static async Task<RequestTiming> AskAsync(ModelClient client, long start)
    {
        // One word a token; a completion has nothing around its prompt.
        var reply = await client.CompleteAsync(new CompletionRequest { Model = BenchedTwin.Truth, Prompts = [new() { Text = string.Join(' ', Enumerable.Repeat("word", Prompt)) }], MaxTokens = Output });
        if (reply.Failure is { } failure) throw new InvalidOperationException($"the twin failed: {failure.Detail}");
        var sent = TimeProvider.System.GetElapsedTime(start, reply.Timing.Sent);
        return new RequestTiming(sent, sent + reply.Timing.FirstToken, sent + reply.Timing.LastToken, reply.Usage!.PromptTokens, reply.Usage.CompletionTokens);
    }
}
