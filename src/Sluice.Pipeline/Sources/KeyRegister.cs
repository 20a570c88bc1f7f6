using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Pipeline.Sources;

/// <summary>
/// Which ids this invocation has met, and where first. Holds 128 bits of each id's SHA-256 instead of the id: about 50 bytes a record,
/// so a million records stay under 100 MB, and two different ids meet with a chance below 10^-26.
/// </summary>
internal sealed class KeyRegister(IReadOnlyList<SourceFile> files)
{
    readonly Dictionary<UInt128, (int File, long Line)> places = [];
    readonly Dictionary<string, int> fileNumbers = files.Select((file, number) => (file.Name, number)).ToDictionary(StringComparer.Ordinal);

    public int Count => places.Count;

    /// <summary>Null when the id is new; else where it stood first.</summary>
    public SourcePlace? Add(string key, SourcePlace place)
    {
        var hash = HashOf(key);
        if (places.TryAdd(hash, (fileNumbers[place.File], place.Line))) return null;

        var (file, line) = places[hash];
        return new SourcePlace(files[file].Name, line);
    }

    public bool Contains(string key) => places.ContainsKey(HashOf(key));

    static UInt128 HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
