using System.Globalization;

namespace Sluice.Pipeline.Storage;

/// <summary>Keeps a second process off a run that is going on. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    readonly FileStream file;

    RunLock(FileStream file) => this.file = file;

    /// <param name="storePath">Full path of the store.</param>
    /// <summary>Throws <see cref="StoreException"/> when the run is taken.</summary>
    public static RunLock Take(string storePath, string run)
    {
        var path = $"{storePath}.{run}.lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new RunLock(file);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"another process is working on the run '{run}' in {storePath}; wait for it to end, or stop it, then type the same command again"), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the run store {storePath} cannot be written: {e.Message}", e);
        }
    }

    // The error code of a lock held elsewhere: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 32 or 11 or 35;

    public void Dispose() => file.Dispose(); // the file stays: deleting it would let two processes lock two files of one name
}
