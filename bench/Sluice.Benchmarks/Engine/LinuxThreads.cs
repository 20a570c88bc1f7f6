using System.Globalization;

namespace Sluice.Benchmarks.Engine;

/// <summary>The threads of another process, as Linux tells of them.</summary>
internal static class LinuxThreads
{
    /// <summary>CPU time of the thread with a name; null on other systems, or when there is none.</summary>
    public static TimeSpan? CpuTime(int process, string name)
    {
        var folder = $"/proc/{process}/task";
        if (!Directory.Exists(folder))
            return null;
        foreach (var thread in Directory.EnumerateDirectories(folder))
        {
            if (File.ReadAllText(Path.Combine(thread, "comm")).Trim() == name)
                return TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);
        }
        return null;
    }
}
