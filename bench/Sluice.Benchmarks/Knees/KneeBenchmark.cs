using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Knees;

/// <summary>Holds the interval of the knee against servers whose knee is known, in virtual time.</summary>
internal static class KneeBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- knee [--out FILE.md]
          --out FILE.md   where the result goes (default: bench/results/knee.md)
        """;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments is not ([] or ["--out", _]))
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How often the knee's interval holds the knee

            Virtual time: the same on every machine. {machine.Runtime}, {machine.Date}, commit {machine.Commit}. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- knee

            Servers whose rate at each concurrency is a known law, {KneeCoverage.Runs} of each with their knee at a place of its own (seeds 0 to {KneeCoverage.Runs - 1}), up the ladder {string.Join(", ", KneeCoverage.Levels)},
            {KneeCoverage.Rounds} rounds a level, with steps that last longer or shorter than the law by eight laws of noise. The true knee is where the law reaches 97 % of the best rate of the ladder.
            *Held*: intervals that contain it (goal: 91 % of 200, 182). *Open*: intervals without an upper end. *Width*: median, in steps of the ladder.

            | server | noise | held | share | open | width |
            |---|---|---|---|---|---|

            """);
        foreach (var law in KneeLaw.All)
        {
            foreach (var noise in NoiseLaw.All)
            {
                var found = KneeCoverage.Of(law, noise);
                text.Append(CultureInfo.InvariantCulture, $"| {law.Name} | {noise.Name} | {found.Held} | {(double)found.Held / KneeCoverage.Runs:0.0 %} | {found.Open} | {found.Width:0.00} |\n");
            }
        }

        await File.WriteAllTextAsync(arguments is ["--out", var named] ? named : "bench/results/knee.md", text.ToString());
        await output.WriteLineAsync(text);
        return 0;
    }
}
