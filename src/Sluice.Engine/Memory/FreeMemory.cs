using System.Globalization;

namespace Sluice.Engine.Memory;

/// <summary>Memory that this process may still take before the system ends it.</summary>
/// <param name="Bytes">What can be freed at once, such as cached files, is counted as free.</param>
/// <param name="Of">Whose bound it is, for messages.</param>
internal sealed record FreeMemory(long Bytes, string Of)
{
    const string OfMachine = "the machine", OfGroup = "the control group of this process";

    /// <summary>The least of what the machine and the control groups (containers) leave; null where nothing tells.</summary>
    /// <param name="root">The folder that Linux's /proc and /sys are in.</param>
    public static FreeMemory? Read(string root = "/") => OperatingSystem.IsLinux() ? OfLinux(root) : OfRuntime();

    static FreeMemory? OfLinux(string root)
    {
        var machine = Figure(Path.Combine(root, "proc/meminfo"), "MemAvailable:") is { } kilobytes ? new FreeMemory(kilobytes * 1024, OfMachine) : null;
        return OfGroups(root).Aggregate(machine, (least, group) => least is null || group < least.Bytes ? new FreeMemory(Math.Max(group, 0), OfGroup) : least);
    }

    // On other systems the runtime knows what the last garbage collection saw.
    static FreeMemory? OfRuntime()
    {
        var seen = GC.GetGCMemoryInfo();
        return seen.MemoryLoadBytes > 0 ? new FreeMemory(seen.TotalAvailableMemoryBytes - seen.MemoryLoadBytes, OfMachine) : null;
    }

    /// <summary>Bytes that each group leaves, from this process's own up to the outermost.</summary>
    static IEnumerable<long> OfGroups(string root)
    {
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path] || !(controllers.Length == 0 || controllers.Split(',').Contains("memory")))
                continue;
            var isOld = controllers.Length > 0; // version 1 has a tree for each resource
            var top = Path.Combine(root, "sys/fs/cgroup", isOld ? "memory" : "");
            // Within a container the path may be one of the machine's, which is not there; its own group is then the top.
            for (var group = path.Trim('/'); ; group = group[..Math.Max(group.LastIndexOf('/'), 0)])
            {
                if (Left(Path.Combine(top, group), isOld) is { } left)
                    yield return left;
                if (group.Length == 0)
                    break;
            }
        }
    }

    static long? Left(string group, bool isOld)
    {
        var most = Number(Path.Combine(group, isOld ? "memory.limit_in_bytes" : "memory.max"));
        var used = Number(Path.Combine(group, isOld ? "memory.usage_in_bytes" : "memory.current"));
        var files = Path.Combine(group, "memory.stat");
        var (active, inactive) = isOld ? ("total_active_file", "total_inactive_file") : ("active_file", "inactive_file");
        return most - used + (Figure(files, active) ?? 0) + (Figure(files, inactive) ?? 0); // null with no limit ("max")
    }

    static long? Number(string file) => Lines(file) is [var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number behind a word at the beginning of a line.</summary>
    static long? Figure(string file, string name)
    {
        var line = Lines(file).FirstOrDefault(line => line.Split(' ', 2)[0] == name);
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return []; // a system without it, or that does not tell
        }
    }
}
