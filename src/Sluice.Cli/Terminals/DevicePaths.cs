namespace Sluice.Cli.Terminals;

/// <summary>Paths that name a device and no file, as /dev/null and /dev/stdout do.</summary>
internal static class DevicePaths
{
    /// <param name="path">A full path.</param>
    public static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
