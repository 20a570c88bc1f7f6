using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Measures;
using Sluice.Bench.Running;
using Sluice.Bench.Servers;
using Sluice.Benchmarks.Answers;
using Sluice.Protocol.Client;
using Sluice.Twin.Costs;
using Sluice.Twin.Predicting;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Serving;
using Sluice.Twin.Simulating;

namespace Sluice.Benchmarks.Live;

/// <summary>One level as <c>sluice bench</c> measures it at the live twin, and its medians in virtual time, milliseconds. The first round is left out on both sides.</summary>
internal sealed record BenchedLevel(int Concurrency, int Requests, IReadOnlyList<(string Measure, double Live, double Virtual)> Medians)
{
    const int Prompt = 1024, Output = 64;

    public static async Task<List<BenchedLevel>> RunAllAsync(int[] concurrencies)
    {
        var scenario = BenchedTwin.TruthScenario(Prompt, Output);
        await using var server = await TwinServer.StartAsync(scenario, new TwinServerOptions());
        var levels = new List<BenchedLevel>();
        foreach (var concurrency in concurrencies)
        {
            var plan = new BenchPlan
            {
                Targets = [new BenchTarget("twin", new ModelEndpoint { BaseUrl = server.BaseUrl, MaxConnections = 20_000 }, BenchedTwin.Truth, true)],
                Levels = [new LevelPlan { Backend = "twin", Prompt = Prompt, Output = Output, Concurrency = concurrency }],
                Rule = new StopRule { Runs = concurrency == 1 ? 8 : 2 },
            };
            var (log, _) = await new BenchRun(plan, TimeProvider.System, null, new Quiet()).RunAsync(null, CancellationToken.None);
            levels.Add(Compare(scenario, concurrency, log.Levels[0]));
        }

        return levels;
    }

    static BenchedLevel Compare(Scenario scenario, int concurrency, LevelLog level)
    {
        var cost = new StepCost(scenario.Work, scenario.Calibration.For(scenario.Model.Name, scenario.Hardware), 1);
        var load = new Load { Arrivals = new Arrivals.ClosedLoop(concurrency, level.Measured.Count), Prompt = LengthRange.Fixed(Prompt), Output = LengthRange.Fixed(Output) };
        var simulated = new Simulation(cost, scenario.Settings, CacheShape.Of(scenario.Work)).Run(load).Requests;
        var (live, there) = (Of([.. level.Measured.Select(BurstGroups.TimingOf)], concurrency), Of([.. simulated], concurrency));
        return new BenchedLevel(concurrency, level.Measured.Count - concurrency, [.. live.Zip(there, (here, virtually) => (here.Name, here.Value, virtually.Value))]);
    }

    static (string Name, double Value)[] Of(RequestTiming[] requests, int leftOut)
    {
        RequestTiming[] counted = [.. requests.OrderBy(request => request.Sent).Skip(leftOut)];
        return
        [
            ("TTFT", Median(request => request.TimeToFirstToken)),
            ("TPOT", Median(request => request.TimePerOutputToken)),
            ("E2E", Median(request => request.EndToEnd)),
        ];

        double Median(Func<RequestTiming, TimeSpan?> figure) => Answers.Medians.Of([.. counted.Select(request => figure(request)!.Value.TotalMilliseconds)]);
    }

    sealed class Quiet : BenchWatcher
    {
        public override void Learnt(BenchTarget target, ServerFacts facts)
        {
        }

        public override void Skipped(LevelPlan plan)
        {
        }

        public override void Began(LevelPlan plan, int number, int of)
        {
        }

        public override void Progress(LevelProgress progress)
        {
        }

        public override void Ended(LevelFigures figures)
        {
        }

        public override void Notice(string sentence)
        {
        }
    }
}
