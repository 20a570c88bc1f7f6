using Sluice.Benchmarks.Answers;
using Sluice.Catalog;
using Sluice.Catalog.Topologies;
using Sluice.Schema.Benchmark;
using Sluice.Twin.Predicting;

namespace Sluice.Benchmarks.Twin;

/// <summary>The full ladder of three models in three topologies, with bands, reasons and closed loops. Seconds of CPU time.</summary>
/// <param name="First">In a process that has predicted nothing before: reading the catalog and compiling are inside.</param>
/// <param name="Warm">The median of what came after.</param>
internal sealed record LadderRun(int Levels, double First, double Warm)
{
    static readonly string[] Models = ["gpt-oss-120b", "gemma4-26b", "nemotron-3-super"];
    static readonly string[] Topologies = ["solo", "cluster:2", "replicas:2"];

    public static LadderRun Of(int runs)
    {
        var (levels, first) = Predict();
        var warm = new double[runs];
        for (var run = 0; run < runs; run++) warm[run] = Predict().Seconds;
        return new LadderRun(levels, first, Medians.Of(warm));
    }

    static (int Levels, double Seconds) Predict()
    {
        var start = ThreadClock.Now();
        var catalog = CatalogIndex.Load();
        var spark = catalog.Machine("dgx-spark");
        var levels = 0;
        foreach (var model in Models)
        {
            foreach (var topology in Topologies)
                levels += new Predictor(Scenario.Of(catalog, catalog.Model(model), spark, catalog.Topology(topology))).Ladder().Count;
        }

        return (levels, ThreadClock.Since(start) / 1e9);
    }
}
