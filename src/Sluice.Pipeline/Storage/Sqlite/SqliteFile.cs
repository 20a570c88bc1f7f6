using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Opens connections to one store file with the settings that its promises rest on.</summary>
internal static class SqliteFile
{
    const int BusySeconds = 30; // another run in the same store may be committing or checkpointing

    /// <summary>The first connection to a store: makes it when it is not there, and looks whether what a crash left can be trusted.</summary>
    /// <exception cref="StoreException">It is of a newer version, or damaged.</exception>
    public static SqliteConnection OpenStore(string path)
    {
        var cutShort = CheckpointMark.IsLogCutShort(path); // before SQLite takes the log away
        var connection = Open(path);
        try
        {
            if (cutShort) RefuseIfDamaged(connection, path);
            SqliteTables.Ensure(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A store on a medium that cannot be written, such as a backup that is mounted read-only: it is taken as it stands.</summary>
    /// <exception cref="StoreException">Its tables are not of this version, or its journal would have to be written into it first.</exception>
    public static SqliteConnection OpenReadOnly(string path)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            throw new StoreException($"the run store {path} cannot be written, and a part of it still stands in its journal {path}-wal: copy both to a place that can be written, and name that with --store");

        SqliteNative.Ensure();
        var uri = string.Join('/', Path.GetFullPath(path).Split('/').Select(Uri.EscapeDataString));
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = $"file:{uri}?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteTables.EnsureSame(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void RefuseIfDamaged(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        if (command.ExecuteScalar() is string and not "ok" and var finding) throw SqliteProblem.Damaged(path, finding);
    }

    /// <summary>A connection that finds records by their keys all over the file: it remembers more pages than others.</summary>
    public static SqliteConnection OpenForLookup(string path)
    {
        var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size = -32768"; // KiB; the inner pages of a million records' indexes
        command.ExecuteNonQuery();
        return connection;
    }

    public static SqliteConnection Open(string path)
    {
        SqliteNative.Ensure();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = BusySeconds,
            Pooling = false, // a disposed store must leave no open file behind
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // No checkpoint of SQLite's own: SqliteCheckpoint makes them.
            // FULL: a commit that returned survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
