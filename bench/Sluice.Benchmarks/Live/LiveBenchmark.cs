using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Live;

/// <summary>Measures the live twin against virtual time.</summary>
internal static class LiveBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- live [--out FILE.md]
          --out FILE.md   where the result goes (default: bench/results/twin-live.md)
        """;

    static readonly int[] Concurrencies = [1, 8, 64];

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var file = arguments is ["--out", { Length: > 0 } named] ? named : "bench/results/twin-live.md";
        if (arguments.Length > 0 && arguments is not ["--out", { Length: > 0 }])
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var machine = await Machine.DescribeAsync();
        var truth = await TruthRun.RunAllAsync(Concurrencies);
        var recovery = Recovery.Of(truth);
        var report = LiveReport.Of(machine, truth, await BenchedLevel.RunAllAsync(Concurrencies), recovery);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }
}
