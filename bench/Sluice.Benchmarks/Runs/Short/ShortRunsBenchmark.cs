using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Runs.Short;

/// <summary>Where <c>concurrency: auto</c> ends on the embedded engine in a run of a few hundred short records, beside fixed levels.</summary>
internal static class ShortRunsBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- short [--records N] [--levels N,N] [--out FILE.md]
          --records N     records of each run (default: 500)
          --levels N,N    fixed calls in flight to compare with (default: 1,2,4,8,16)
          --out FILE.md   where the result goes (default: bench/results/short-runs.md)
        """;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (records, levels, file) = (500, new[] { 1, 2, 4, 8, 16 }, "bench/results/short-runs.md");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            switch (arguments[i..Math.Min(i + 2, arguments.Length)])
            {
                case ["--out", { Length: > 0 } named]: file = named; break;
                case ["--records", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0: records = number; break;
                case ["--levels", var list] when list.Split(',').All(each => int.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out var one) && one > 0):
                    levels = [.. list.Split(',').Select(each => int.Parse(each, CultureInfo.InvariantCulture))];
                    break;
                default:
                    await error.WriteLineAsync(Usage);
                    return 2;
            }
        }

        var machine = await Machine.DescribeAsync();
        var folder = Directory.CreateTempSubdirectory("short-runs").FullName;
        try
        {
            ShortJob.Write(folder, records);
            var runs = new List<ShortRun>
            {
                await Told("auto, nothing known", "auto", curve: true),
                await Told("auto, from the curve of the first", "auto", curve: true),
            };
            foreach (var level in levels)
            {
                var text = level.ToString(CultureInfo.InvariantCulture);
                runs.Add(await Told(text, text, curve: false));
            }

            var report = Report(machine, records, runs);
            await File.WriteAllTextAsync(file, report);
            await output.WriteLineAsync(report);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<ShortRun> Told(string setting, string concurrency, bool curve)
        {
            await error.WriteLineAsync($"{setting} ...");
            return await ShortRun.RunAsync(folder, setting, concurrency, $"{concurrency}-{setting.Length}.db", curve);
        }
    }

    static string Report(Machine machine, int records, IReadOnlyList<ShortRun> runs)
    {
        var best = runs.Where(run => run.Level is null).MinBy(run => run.Seconds)!;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            # Short runs on the embedded engine

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}, load {machine.Load} at the start. {records} records of some
            thirty words, answers of three short values under a schema, the bundled model, one run each, first call to last answer. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- short

            The best fixed setting was {best.Setting}.

            | calls in flight | last level | s | records/s | of the best fixed | why the level last moved |
            |---|---|---|---|---|---|

            """));
        foreach (var run in runs)
            text.Append(CultureInfo.InvariantCulture, $"| {run.Setting} | {run.Level?.ToString(CultureInfo.InvariantCulture) ?? "–"} | {run.Seconds:0.0} | {run.Answered / run.Seconds:0.0} | {100 * best.Seconds / run.Seconds:0} % | {run.Because ?? "–"} |\n");
        return text.ToString();
    }
}
