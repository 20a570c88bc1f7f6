using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Live;

/// <summary>Measures the live twin against virtual time.</summary>
internal static class LiveBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- live [--out FILE.md] [--in-flight N,N]
          --out FILE.md     where the result goes (default: bench/results/twin-live.md)
          --in-flight N,N   default: 1,8,64
        """;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (file, concurrencies) = ("bench/results/twin-live.md", new[] { 1, 8, 64 });
        for (var i = 0; i < arguments.Length; i += 2)
        {
            switch (arguments[i..Math.Min(i + 2, arguments.Length)])
            {
                case ["--out", { Length: > 0 } named]: file = named; break;
                case ["--in-flight", var list] when list.Split(',').All(each => int.TryParse(each, CultureInfo.InvariantCulture, out var one) && one > 0):
                    concurrencies = [.. list.Split(',').Select(each => int.Parse(each, CultureInfo.InvariantCulture))];
                    break;
                default:
                    await error.WriteLineAsync(Usage);
                    return 2;
            }
        }

        var machine = await Machine.DescribeAsync();
        var truth = await TruthRun.RunAllAsync(concurrencies);
        var recovery = Recovery.Of(truth);
        var report = LiveReport.Of(machine, truth, await BenchedLevel.RunAllAsync(concurrencies), recovery);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }
}
