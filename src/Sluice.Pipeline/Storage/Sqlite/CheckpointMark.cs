using System.Buffers.Binary;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>
/// A note beside the database, made before the log is copied into it: up to where the log has to be whole. While it is copied, and until
/// the log begins anew, the database is only good together with the log. If the log is cut shorter then, SQLite does not notice; the note tells.
/// </summary>
internal static class CheckpointMark
{
    const int Bytes = 16; // salt and length, big-endian

    public static void Write(string databasePath, WalFile log)
    {
        Span<byte> mark = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt64BigEndian(mark, log.Salt);
        BinaryPrimitives.WriteInt64BigEndian(mark[8..], log.ValidBytes);
        File.WriteAllBytes(PathOf(databasePath), mark);
    }

    /// <summary>Whether the log is not what it was when it began to be copied. To be asked before SQLite opens the database.</summary>
    public static bool IsLogCutShort(string databasePath)
    {
        var path = PathOf(databasePath);
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: Bytes } mark) return false;

        var (salt, length) = (BinaryPrimitives.ReadUInt64BigEndian(mark), BinaryPrimitives.ReadInt64BigEndian(mark.AsSpan(8)));
        return WalFile.Read(databasePath) is { } log && log.Salt == salt && log.ValidBytes < length;
    }

    static string PathOf(string databasePath) => databasePath + "-mark";
}
