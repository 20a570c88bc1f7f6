using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>
/// What SQLite's recovery would find in a write-ahead log: frames count up to the first one whose checksum does not follow from those
/// before it, and of them those up to the last commit. Format: https://sqlite.org/walformat.html
/// </summary>
/// <param name="Salt">Both salts of the header: others each time the log begins anew.</param>
/// <param name="ValidBytes">Length up to the last commit that counts; 0 when none does.</param>
internal sealed record WalFile(ulong Salt, long ValidBytes)
{
    const int HeaderBytes = 32, FrameHeaderBytes = 24;
    const uint BigEndianMagic = 0x377F0683, LittleEndianMagic = 0x377F0682;
    const int MaxPage = 65536; // bytes

    /// <summary>Null when there is no log, or none that SQLite would look at.</summary>
    public static WalFile? Read(string databasePath)
    {
        using var file = Open(databasePath + "-wal");
        if (file is null) return null;

        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes) return null;
        var (magic, page) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[8..]));
        if (magic is not (BigEndianMagic or LittleEndianMagic) || page is < 512 or > MaxPage) return null;

        var sum = new Checksum(magic == BigEndianMagic);
        sum.Add(header[..24]);
        return !sum.Is(header[24..]) ? null : new WalFile(BinaryPrimitives.ReadUInt64BigEndian(header[16..]), ValidLength(file, page, header[16..24], sum));
    }

    static long ValidLength(FileStream file, int page, ReadOnlySpan<byte> salts, Checksum sum)
    {
        var frame = new byte[FrameHeaderBytes + page];
        long end = HeaderBytes, valid = 0;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length && frame.AsSpan(8, 8).SequenceEqual(salts))
        {
            sum.Add(frame.AsSpan(0, 8));
            sum.Add(frame.AsSpan(FrameHeaderBytes));
            if (!sum.Is(frame.AsSpan(16, 8))) break;

            end += frame.Length;
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0) valid = end; // the size of the database stands in commit frames only
        }

        return valid;
    }

    static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    sealed class Checksum(bool bigEndian)
    {
        uint first, second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var (a, b) = (first, second); // a log of megabytes is summed while commits wait
            var words = MemoryMarshal.Cast<byte, uint>(bytes);
            var swaps = bigEndian == BitConverter.IsLittleEndian;
            for (var at = 0; at + 1 < words.Length; at += 2)
            {
                a += (swaps ? BinaryPrimitives.ReverseEndianness(words[at]) : words[at]) + b;
                b += (swaps ? BinaryPrimitives.ReverseEndianness(words[at + 1]) : words[at + 1]) + a;
            }

            (first, second) = (a, b);
        }

        /// <summary>Whether it is the one written down.</summary>
        public bool Is(ReadOnlySpan<byte> written) =>
            BinaryPrimitives.ReadUInt32BigEndian(written) == first && BinaryPrimitives.ReadUInt32BigEndian(written[4..]) == second;
    }
}
