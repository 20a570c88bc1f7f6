using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Sluice.Benchmarks.Processes;

/// <summary>What processes that were started here took.</summary>
internal static class ProcessCost
{
    /// <summary>CPU seconds of all children that have ended (man 2 getrusage, RUSAGE_CHILDREN).</summary>
    public static double ChildrenCpu()
    {
        var usage = new long[18];
        _ = GetUsage(-1, usage);
        return usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
    }

    /// <summary>The highest resident memory until the process ends, megabytes.</summary>
    public static async Task<double> PeakAsync(Process process)
    {
        var peak = 0.0;
        var status = $"/proc/{process.Id}/status";
        while (!process.HasExited)
        {
            try
            {
                var line = (await File.ReadAllLinesAsync(status)).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null) peak = Math.Max(peak, double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024);
            }
            catch (IOException)
            {
                break; // it has just ended
            }

            await Task.Delay(20);
        }

        return peak;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    static extern int GetUsage(int who, long[] usage);
}
