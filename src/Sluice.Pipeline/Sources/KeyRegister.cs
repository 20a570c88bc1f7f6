using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Pipeline.Sources;

/// <summary>
/// Which ids this invocation has met, and where first. Holds 128 bits of each id's SHA-256 instead of the id: about 60 bytes a record,
/// so a million records stay under 100 MB, and two different ids meet with a chance below 10^-26.
/// </summary>
internal sealed class KeyRegister(IReadOnlyList<SourceFile> files)
{
    readonly Dictionary<UInt128, (int File, long Line, ulong Content)> places = [];
    readonly Dictionary<string, int> fileNumbers = files.Select((file, number) => (file.Name, number)).ToDictionary(StringComparer.Ordinal);

    public int Count => places.Count;

    /// <summary>Null when the id is new; else the record that had it first.</summary>
    /// <param name="inputHash">Of the record's content; its first eight bytes are remembered.</param>
    public KeyPlace? Add(string key, SourcePlace place, ReadOnlyMemory<byte> inputHash)
    {
        var hash = HashOf(key);
        var content = inputHash.Length < sizeof(ulong) ? 0 : MemoryMarshal.Read<ulong>(inputHash.Span);
        if (places.TryAdd(hash, (fileNumbers[place.File], place.Line, content))) return null;

        var first = places[hash];
        return new KeyPlace(new SourcePlace(files[first.File].Name, first.Line), first.Content == content);
    }

    public bool Contains(string key) => places.ContainsKey(HashOf(key));

    public static UInt128 HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
