using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Benchmarks.Processes;

namespace Sluice.Benchmarks.Runs;

/// <summary>One <c>sluice run</c> as a process of its own, from its start to its end.</summary>
/// <param name="Wall">Seconds of the whole command, the start of the runtime and the model listing included.</param>
/// <param name="RecordsPerSecond">From the first call to the last answer; null when nothing was answered.</param>
/// <param name="CpuSeconds">User and system time of the process.</param>
/// <param name="PeakMegabytes">Highest resident memory.</param>
/// <param name="Started">Seconds since 1970.</param>
internal sealed record CommandRun(int ExitCode, double Wall, double Elapsed, double? RecordsPerSecond, long Answered, long Resumed, double CpuSeconds, double PeakMegabytes, double Started)
{
    const string Program = "./sluice";

    /// <param name="stopAfterFirst">Stops the run, as Ctrl-C does, once this many records were answered; null lets it end.</param>
    public static async Task<CommandRun> RunAsync(string pipeline, Uri url, long? stopAfterFirst = null, IReadOnlyList<string>? extra = null)
    {
        var before = ProcessCost.ChildrenCpu();
        var start = new ProcessStartInfo(Program, ["run", pipeline, "--url", url.ToString(), "--json", "--store", Path.Combine(Path.GetDirectoryName(pipeline)!, "runs.db"), .. extra ?? []]) { RedirectStandardOutput = true };
        var begun = TimeProvider.System.GetTimestamp();
        var started = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        using var process = Process.Start(start)!;
        var peak = ProcessCost.PeakAsync(process);
        JsonElement last = default;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = JsonElement.Parse(line);
            if (stopAfterFirst is { } enough && last.TryGetProperty("answered", out var answered) && answered.GetInt64() >= enough)
            {
                stopAfterFirst = null;
                _ = Kill(process.Id, 2);
            }
        }

        await process.WaitForExitAsync();
        var wall = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var perHour = last.GetProperty("records_per_hour");
        return new CommandRun(process.ExitCode, wall, last.GetProperty("elapsed_seconds").GetDouble(), perHour.ValueKind == JsonValueKind.Number ? perHour.GetDouble() / 3600 : null,
            last.GetProperty("answered").GetInt64(), last.GetProperty("resumed").GetInt64(), ProcessCost.ChildrenCpu() - before, await peak, started);
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int pid, int signal);
}
