using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Runs;

/// <summary>Measures <c>sluice run</c> as its users run it: a process beside a server on the same machine.</summary>
internal static class RunsBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- runs [--records N] [--million N] [--out FILE.md]
          --records N     records of a run against a server (default: 20000)
          --million N     records of the large job; 0 leaves it out (default: 1000000)
          --out FILE.md   where the result goes (default: bench/results/bulk-runs.md)
        """;

    const double LatencyMs = 200;
    const int LatencyRecords = 10_000;
    const int StreamedTokens = 60;
    const int Commits = 50_000;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (records, million, file) = (20_000, 1_000_000, "bench/results/bulk-runs.md");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (arguments[i] == "--out" && value.Length > 0) file = value;
            else if (arguments[i] == "--records" && isNumber && number > 0) records = number;
            else if (arguments[i] == "--million" && isNumber) million = number;
            else
            {
                await error.WriteLineAsync(Usage);
                return 2;
            }
        }

        var machine = await Machine.DescribeAsync();
        var folder = Directory.CreateTempSubdirectory("bulk-runs").FullName;
        try
        {
            var fast = await FastAsync(folder, records, error);
            if (fast.Count == 0) return 2;

            await error.WriteLineAsync($"a server with {LatencyMs} ms ...");
            List<(string, CommandRun, ServerCount)> slow =
            [
                await SlowAsync(folder, stream: false),
                await SlowAsync(folder, stream: true),
            ];
            await error.WriteLineAsync("commits ...");
            var commits = new List<StoreCommits>();
            foreach (var group in new[] { 256, 64, 1 }) commits.Add(await StoreCommits.RunAsync(Path.Combine(folder, $"commits-{group}"), Math.Min(Commits, group * 1000), group));
            await error.WriteLineAsync("many records ...");
            var many = million == 0 ? [] : await MillionRecords.RunAsync(Path.Combine(folder, "million"), million);
            var report = RunsReport.Of(machine, fast, slow, commits, many);
            await File.WriteAllTextAsync(file, report);
            await output.WriteLineAsync(report);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<List<(string Server, CommandRun Run)>> FastAsync(string folder, int records, TextWriter error)
    {
        var runs = new List<(string, CommandRun)>();
        Directory.CreateDirectory(Path.Combine(folder, "nginx"));
        using (var nginx = await Nginx.StartAsync(Path.Combine(folder, "nginx")))
        {
            if (nginx is null)
            {
                await error.WriteLineAsync("there is no nginx: apt-get install nginx");
                return runs;
            }

            for (var round = 1; round <= 3; round++)
            {
                await error.WriteLineAsync($"nginx, round {round} ...");
                runs.Add(("nginx, whole answers", await CommandRun.RunAsync(BenchedJob.Write(Path.Combine(folder, $"fast-{round}"), records, stream: false), nginx.Url)));
            }
        }

        await using var streaming = await FixedServer.StartAsync(folder, 0, StreamedTokens);
        await error.WriteLineAsync("streams ...");
        runs.Add(($"C, streams of {StreamedTokens} tokens", await CommandRun.RunAsync(BenchedJob.Write(Path.Combine(folder, "streams"), records, stream: true), streaming.Url)));
        return runs;
    }

    static async Task<(string, CommandRun, ServerCount)> SlowAsync(string folder, bool stream)
    {
        await using var server = await FixedServer.StartAsync(folder, LatencyMs, StreamedTokens);
        var run = await CommandRun.RunAsync(BenchedJob.Write(Path.Combine(folder, $"slow-{stream}"), LatencyRecords, stream), server.Url);
        return (stream ? $"streams of {StreamedTokens} tokens" : "whole answers", run, await server.CountAsync());
    }
}
