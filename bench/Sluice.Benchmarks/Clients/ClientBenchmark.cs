using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Clients;

/// <summary>Measures what <c>sluice bench</c> adds to what it measures, beside a Python loop.</summary>
internal static class ClientBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- client [--out FILE.md] [--turns N] [--streams N,N]
          --out FILE.md   where the result goes (default: bench/results/client.md)
          --turns N       runs of each client at each number of streams (default: 5)
          --streams N,N   default: 256,1024
        """;

    /// <summary>Rounds beside the first and the last: enough chunks that the start of a process counts little.</summary>
    const int Runs = 3;

    /// <summary>Debian's, which has its own aiohttp, before any other on the path.</summary>
    static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (file, turns, streams) = ("bench/results/client.md", 5, new[] { 256, 1024 });
        for (var i = 0; i < arguments.Length; i += 2)
        {
            switch (arguments[i..Math.Min(i + 2, arguments.Length)])
            {
                case ["--out", var named]: file = named; break;
                case ["--turns", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out turns) && turns > 0: break;
                case ["--streams", var list] when list.Split(',').All(each => int.TryParse(each, CultureInfo.InvariantCulture, out var one) && one > 0):
                    streams = [.. list.Split(',').Select(each => int.Parse(each, CultureInfo.InvariantCulture))];
                    break;
                default:
                    await error.WriteLineAsync(Usage);
                    return 2;
            }
        }

        var machine = await Machine.DescribeAsync();
        var folder = Directory.CreateTempSubdirectory("client-bench");
        try
        {
            await PacingServer.BuildAsync(folder.FullName);
            var (python, version) = await PythonAsync();
            using (var built = Process.Start("./sluice", ["--version"])) await built.WaitForExitAsync(); // published before anything is timed
            var pairs = new List<ClientPair>();
            foreach (var count in streams)
            {
                for (var turn = 0; turn < turns; turn++) pairs.Add(await ClientPair.RunAsync(folder.FullName, python, count, Runs, turn));
            }

            var report = ClientReport.Of(machine, version, pairs);
            await File.WriteAllTextAsync(file, report);
            await output.WriteLineAsync(report);
            return 0;
        }
        catch (Win32Exception problem)
        {
            await error.WriteLineAsync($"client: a C compiler ('cc') is needed for the server: {problem.Message}");
            return 2;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A Python that has aiohttp, and what both are; null where there is none.</summary>
    static async Task<(string? Program, string? Version)> PythonAsync()
    {
        foreach (var python in Pythons)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import aiohttp, platform; print('aiohttp', aiohttp.__version__, 'on Python', platform.python_version())"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                var version = await process.StandardOutput.ReadToEndAsync();
                await process.WaitForExitAsync();
                if (process.ExitCode == 0) return (python, version.Trim());
            }
            catch (Win32Exception)
            {
                continue; // there is no such program
            }
        }

        return (null, null);
    }
}
