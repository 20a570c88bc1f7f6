using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Live;

/// <summary>Measures the live twin: against virtual time, and under many streams.</summary>
internal static class LiveBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- live [--streams N] [--out FILE.md]
          --streams N     open streams of the load runs (default: 10000, which needs ulimit -n 30000)
          --out FILE.md   where the result goes (default: bench/results/twin-live.md)
        """;

    const int Tokens = 60;
    const double StepMs = 200; // five tokens a second for each stream

    // More than any client takes: the server is always behind, and what comes is what both can do.
    const int FlatOutTokens = 200;
    const double FlatOutStepMs = 1;

    static readonly int[] Concurrencies = [1, 8, 64];

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (streams, file) = (10_000, "bench/results/twin-live.md");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--out" && value.Length > 0) file = value;
            else if (arguments[i] != "--streams" || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out streams) || streams is < 1 or > 20_000)
            {
                await error.WriteLineAsync(Usage);
                return 2;
            }
        }

        var machine = await Machine.DescribeAsync();
        var truth = await TruthRun.RunAllAsync(Concurrencies);
        var recovery = Recovery.Of(truth);
        List<NativeClientRun?> native = [await NativeClientRun.RunAsync(streams, Tokens, StepMs), await NativeClientRun.RunAsync(streams, FlatOutTokens, FlatOutStepMs)];
        List<OwnClientRun> own = [await OwnClientRun.RunAsync(streams, Tokens, StepMs), await OwnClientRun.RunAsync(streams, FlatOutTokens, FlatOutStepMs)];
        var report = LiveReport.Of(machine, truth, recovery, native, own);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }
}
