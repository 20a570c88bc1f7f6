using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Sluice.Benchmarks.Answers;

/// <summary>Where and when something was measured.</summary>
/// <param name="Load">Processes that wanted to run, on average over the last minute; "unknown" where the system does not tell.</param>
internal sealed record Machine(string Processor, int Cores, string Load, string System, string Runtime, string Date, string Commit)
{
    public static async Task<Machine> DescribeAsync() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown",
        RuntimeInformation.OSDescription.Split(' ')[0],
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        await CommitAsync());

    static string ProcessorName()
    {
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    static async Task<string> CommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true })!;
        var commit = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? commit.Trim() : "unknown";
    }
}
