using System.Globalization;
using System.Text;

namespace Sluice.Pipeline.Storage;

/// <summary>
/// Keeps a second process off a run that is going on, and remembers apart from the store how many answers it has had: a store whose
/// journal was cut or torn does not know itself what it lost. The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class RunLock : IDisposable
{
    const int TallyBytes = 20; // as many digits as a long has, and a line break

    readonly FileStream file;
    readonly Lock gate = new();
    long answers;

    RunLock(FileStream file)
    {
        this.file = file;
        Span<byte> tally = stackalloc byte[TallyBytes];
        var read = file.ReadAtLeast(tally, TallyBytes, throwOnEndOfStream: false);
        _ = long.TryParse(tally[..read].TrimEnd((byte)'\n'), NumberStyles.None, CultureInfo.InvariantCulture, out answers);
    }

    /// <summary>Answers that the run's store has made durable. Survives a crash of the process; of the machine, it may lag behind.</summary>
    public long Answers
    {
        get
        {
            lock (gate) return answers;
        }

        set
        {
            lock (gate) Note(value);
        }
    }

    public void Add(long accepted)
    {
        lock (gate) Note(answers + accepted);
    }

    void Note(long value)
    {
        answers = value;
        try
        {
            file.Position = 0;
            file.Write(Encoding.ASCII.GetBytes(value.ToString("D19", CultureInfo.InvariantCulture) + "\n"));
        }
        catch (IOException e)
        {
            throw new StoreException($"{file.Name}, beside the run store, cannot be written: {e.Message}", e);
        }
    }

    /// <param name="storePath">Full path of the store.</param>
    /// <summary>Throws <see cref="StoreException"/> when the run is taken.</summary>
    public static RunLock Take(string storePath, string run)
    {
        var path = PathOf(storePath, run);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
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

    /// <summary>Whether the run was ever taken.</summary>
    public static bool Exists(string storePath, string run) => File.Exists(PathOf(storePath, run));

    static string PathOf(string storePath, string run) => $"{storePath}.{run}.lock";

    // The error code of a lock held elsewhere: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 32 or 11 or 35;

    public void Dispose() => file.Dispose(); // the file stays: deleting it would let two processes lock two files of one name
}
