using Sluice.Benchmarks.Answers;
using Sluice.Catalog;

namespace Sluice.Benchmarks.Twin;

/// <summary>Measures the twin in virtual time: ladders and simulated tokens per second of one core.</summary>
internal static class TwinBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- twin [--out FILE.md]
          --out FILE.md   where the result goes (default: bench/results/twin-speed.md)
        """;

    const int Runs = 5;

    static readonly int[] Concurrencies = [1, 8, 64, 256];

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments is not ([] or ["--out", _]))
        {
            await (arguments is ["--help" or "-h"] ? output : error).WriteLineAsync(Usage);
            return arguments is ["--help" or "-h"] ? 0 : 2;
        }

        var file = arguments is ["--out", var typed] ? typed : "bench/results/twin-speed.md";
        var machine = await Machine.DescribeAsync();
        var ladder = LadderRun.Of(Runs); // before anything else, so that the first one is cold
        var catalog = CatalogIndex.Load();
        List<SteppedRun> runs = [.. Concurrencies.Select(concurrency => SteppedRun.Of(catalog, "gpt-oss-120b", concurrency, Runs)), SteppedRun.Of(catalog, "nemotron-3-super", 64, Runs)];
        var report = TwinReport.Of(machine, ladder, runs);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }
}
