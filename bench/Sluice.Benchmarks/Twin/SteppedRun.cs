using Sluice.Benchmarks.Answers;
using Sluice.Catalog;
using Sluice.Catalog.Work;
using Sluice.Schema.Benchmark;
using Sluice.Twin.Calibrating;
using Sluice.Twin.Costs;
using Sluice.Twin.Scheduling;
using Sluice.Twin.Simulating;

namespace Sluice.Benchmarks.Twin;

/// <summary>How many tokens one replica simulates in a second of one core, a step at a time and jumping over equal steps.</summary>
/// <param name="Stepped">Generated tokens per second of CPU time, one engine step after the other.</param>
/// <param name="Jumped">The same when stretches of equal decode steps are taken at once.</param>
internal sealed record SteppedRun(string Model, int Concurrency, long Tokens, double Stepped, double Jumped)
{
    const int Prompt = 1024;
    const int Output = 128;
    const int Requests = 16_384; // two million tokens: half a second or so

    /// <param name="runs">Measured after one that warms up; the median counts.</param>
    public static SteppedRun Of(CatalogIndex catalog, string model, int concurrency, int runs)
    {
        var spark = catalog.Machine("dgx-spark");
        var work = ModelWork.Of(catalog.Model(model));
        var cost = new StepCost(work, CalibrationFile.Bundled(spark.Name)!.For(model, spark), 1);
        var load = new Load { Arrivals = new Arrivals.ClosedLoop(concurrency, Requests), Prompt = LengthRange.Fixed(Prompt), Output = LengthRange.Fixed(Output) };
        var (stepped, tokens) = Rate(new Simulation(cost, new ServerSettings(), CacheShape.Of(work)) { Stepwise = true }, load, runs);
        var (jumped, _) = Rate(new Simulation(cost, new ServerSettings(), CacheShape.Of(work)), load, runs);
        return new SteppedRun(model, concurrency, tokens, stepped, jumped);
    }

    static (double TokensPerSecond, long Tokens) Rate(Simulation simulation, Load load, int runs)
    {
        var tokens = simulation.Run(load).GeneratedTokens;
        var rates = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var start = ThreadClock.Now();
            tokens = simulation.Run(load).GeneratedTokens;
            rates[run] = tokens / (ThreadClock.Since(start) / 1e9);
        }

        return (Medians.Of(rates), tokens);
    }
}
