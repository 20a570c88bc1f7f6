using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Streams;

/// <summary>Measures the live twin under many open streams.</summary>
internal static class LoadBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- load [--streams N] [--out FILE.md]
          --streams N     open streams (default: 10000; server and client each need as many open files, and 512 more)
          --out FILE.md   where the result goes (default: bench/results/twin-load.md)
        """;

    const int Repeats = 3;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (streams, file) = (10_000, "bench/results/twin-load.md");
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
        using var counter = await Client.Counter.BuildAsync();
        var runs = new List<LoadRun>();
        if (counter is not null) await LoadRun.RunAsync(counter, new StreamLoad(LoadedServer.InStep(100), Math.Min(streams, 200), 20)); // what a process takes whatever it serves
        foreach (var (client, load) in Loads(streams, counter))
        {
            runs.Add(await LoadRun.RunAsync(client, load));
            await error.WriteLineAsync($"{runs[^1]}");
        }

        var report = LoadReport.Of(machine, runs);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }

    /// <summary>Idle first, while the process is fresh and its memory tells most.</summary>
    static IEnumerable<(Client, StreamLoad)> Loads(int streams, Client? counter)
    {
        var ours = new Client.Ours();
        if (counter is not null)
        {
            yield return (counter, new StreamLoad(LoadedServer.Waiting(), streams, 3));
            for (var i = 0; i < Repeats; i++) yield return (counter, new StreamLoad(LoadedServer.Farm(35, 1.4), streams, 60));
            yield return (counter, new StreamLoad(LoadedServer.Farm(40, 1.6), streams, 60));
            yield return (counter, new StreamLoad(LoadedServer.Farm(35, 1.4), streams, 60, streams / 200));
            yield return (counter, new StreamLoad(LoadedServer.InStep(180), streams, 50));
            yield return (counter, new StreamLoad(LoadedServer.FlatOut(), streams, 200));
        }

        for (var i = 0; i < Repeats; i++) yield return (ours, new StreamLoad(LoadedServer.Farm(17, 1), streams, 60));
        yield return (ours, new StreamLoad(LoadedServer.FlatOut(), streams, 200));
    }
}
