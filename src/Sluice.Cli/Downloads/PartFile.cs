using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Sluice.Cli.Downloads;

/// <summary>
/// The part of a file that came so far, NAME.part, with notes beside it. Held alone while a process fetches; it stays when the
/// process ends in any way. Nothing stands under the final name until <see cref="Finish"/>.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private const int BlockBytes = 1 << 20;

    private readonly string finalPath;
    private readonly FileStream stream;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private PartFile(string finalPath, FileStream stream)
    {
        this.finalPath = finalPath;
        this.stream = stream;
    }

    public long Length => stream.Length;

    /// <summary>Null when nothing is known of the part: then it cannot be gone on with.</summary>
    public PartNotes? Notes { get; private set; }

    /// <summary>The first bytes, at most <paramref name="count"/>.</summary>
    public byte[] Beginning(int count)
    {
        byte[] bytes = new byte[Math.Min(count, Length)];
        RandomAccess.Read(stream.SafeFileHandle, bytes, 0);
        return bytes;
    }

    private string PartPath => stream.Name;

    private string NotesPath => PartPath + ".json";

    /// <exception cref="IOException">The folder cannot be written, or another process holds the part.</exception>
    public static PartFile Open(string finalPath)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(finalPath)!);
        var stream = new FileStream(finalPath + ".part", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        var part = new PartFile(finalPath, stream);
        part.Notes = part.ReadNotes();
        return part;
    }

    /// <summary>Takes what an earlier process left into the hash.</summary>
    public async Task ReadEarlierAsync(Action<long> read, CancellationToken ct)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        stream.Position = 0;
        for (int count; (count = await stream.ReadAsync(block, ct)) > 0;)
        {
            hash.AppendData(block, 0, count);
            read(stream.Position);
        }
        ArrayPool<byte>.Shared.Return(block);
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await stream.WriteAsync(bytes, ct);
        hash.AppendData(bytes.Span);
    }

    /// <summary>Written before the bytes that they are about.</summary>
    public void Note(PartNotes notes)
    {
        if (notes == Notes) return;
        File.WriteAllText(NotesPath, JsonSerializer.Serialize(notes, PartNotesJson.Default.PartNotes));
        Notes = notes;
    }

    public void BeginAnew()
    {
        stream.SetLength(0);
        stream.Position = 0;
        hash.GetHashAndReset();
        Notes = null;
        File.Delete(NotesPath);
    }

    /// <summary>SHA-256 of all that came, in lower case.</summary>
    public string Hash() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Safe on the disk first, then under its final name.</summary>
    public void Finish()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(PartPath, finalPath, overwrite: true);
        File.Delete(NotesPath);
    }

    /// <summary>Nothing of it is worth keeping.</summary>
    public void Drop()
    {
        stream.Dispose();
        File.Delete(PartPath);
        File.Delete(NotesPath);
    }

    public void Dispose()
    {
        bool empty = stream.CanRead && stream.Length == 0;
        stream.Dispose();
        hash.Dispose();
        if (empty) File.Delete(PartPath);
    }

    private PartNotes? ReadNotes()
    {
        try
        {
            return File.Exists(NotesPath) ? JsonSerializer.Deserialize(File.ReadAllText(NotesPath), PartNotesJson.Default.PartNotes) : null;
        }
        catch (JsonException)
        {
            return null; // cut by a crash: the part begins anew
        }
    }
}
