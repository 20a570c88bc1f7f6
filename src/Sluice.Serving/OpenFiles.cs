using System.Globalization;

namespace Sluice.Serving;

/// <summary>
/// How many connections a process may hold: each is an open file. When the system has no file left to give, the runtime can start
/// no thread and map no code, and ends the whole process with "Out of memory."; so some are kept back.
/// </summary>
internal static class OpenFiles
{
    const string LimitsFile = "/proc/self/limits";
    const string Line = "Max open files";

    /// <summary>For assemblies, threads, logs and the other files of a program: a server that idles has about 180.</summary>
    const int KeptBack = 512;

    /// <summary>Null where the system does not tell.</summary>
    public static long? RoomForConnections => File.Exists(LimitsFile) ? Room(File.ReadAllText(LimitsFile)) : null;

    /// <param name="limits">The text of Linux's /proc/PID/limits: a line each with the soft and the hard limit.</param>
    public static long? Room(string limits)
    {
        var line = limits.Split('\n').FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        return line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? Math.Max(most - KeptBack, most / 4)
            : null;
    }
}
