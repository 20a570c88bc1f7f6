using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database now and then, and empties it. Done here instead of by SQLite itself for the sake of
/// <see cref="CheckpointMark"/>, and so that a log that was copied is never left standing.
/// </summary>
internal sealed class SqliteCheckpoint(SqliteConnection connection, string path)
{
    const long Threshold = 4 << 20; // bytes of log, SQLite's own default: commits wait meanwhile, and the wait of those that come in it grows with its square

    long next = Threshold;

    /// <summary>To be called after commits, while no reader of this process is at work.</summary>
    public bool IsDue => Length >= next;

    public void Run()
    {
        if (WalFile.Read(path) is not { ValidBytes: > 0 } log) return;

        CheckpointMark.Write(path, log);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();

        // Another process that reads keeps the log from being emptied: it grows on, and is tried again later.
        next = Length + Threshold;
    }

    long Length => new FileInfo(path + "-wal") is { Exists: true } log ? log.Length : 0;
}
