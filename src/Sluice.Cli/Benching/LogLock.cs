using Sluice.Cli.Problems;

namespace Sluice.Cli.Benching;

/// <summary>
/// Keeps a second measurement out of a log that one is writing. A file beside it, since a lock on the log itself would keep readers out too; the operating system lets go of it
/// when the process ends, however it ends.
/// </summary>
internal static class LogLock
{
    /// <param name="shown">The log as people type it.</param>
    /// <exception cref="CouldNotRunException">When it is taken.</exception>
    public static IDisposable Take(string path, string shown)
    {
        try
        {
            return new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException problem) when (IsTaken(problem))
        {
            throw new CouldNotRunException("--log", $"another measurement is writing '{shown}'", "the same command when that one has ended, or a log of its own");
        }
    }

    // The error code of a lock held elsewhere: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    private static bool IsTaken(IOException problem) => (problem.HResult & 0xFFFF) is 32 or 11 or 35;
}
