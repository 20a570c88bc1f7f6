using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Opens connections to one store file with the settings that its promises rest on.</summary>
internal static class SqliteFile
{
    const int BusySeconds = 30; // another run in the same store may be committing or checkpointing

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
            // FULL: a commit that returned survives a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
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
