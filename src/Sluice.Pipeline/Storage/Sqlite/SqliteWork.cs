using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>
/// A transaction that writes. Unlike the package's it knows that SQLite takes a transaction back by itself when a commit fails, as on a full disk:
/// then there is nothing to take back, and the first problem is the one that is told.
/// </summary>
internal sealed class SqliteWork : IDisposable
{
    readonly SqliteConnection connection;

    SqliteWork(SqliteConnection connection) => this.connection = connection;

    /// <summary>Waits for other writers.</summary>
    public static SqliteWork Begin(SqliteConnection connection)
    {
        Run(connection, "BEGIN IMMEDIATE");
        return new SqliteWork(connection);
    }

    public void Commit() => Run(connection, "COMMIT");

    /// <summary>Takes back what was not committed.</summary>
    public void Dispose()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) Run(connection, "ROLLBACK");
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
