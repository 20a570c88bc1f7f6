using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>The tables of a run store in SQLite, and their version.</summary>
internal static class SqliteTables
{
    /// <summary>Kept in the file's `user_version`; 0 is a file without tables.</summary>
    public const int Version = 2;

    // record: one row a key, as it was last seen. attempt, result: insert-only. Times are Unix milliseconds, hashes SHA-256,
    // payload, request and response Brotli over UTF-8. A result is accepted for one content of a record (input_hash), so that
    // an input that changes and changes back finds its answer again.
    const string First = """
        CREATE TABLE run (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, path TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE step (
          id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, config TEXT NOT NULL,
          config_hash BLOB NOT NULL, created_at INTEGER NOT NULL, UNIQUE (run, name, config_hash));
        CREATE TABLE record (
          id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, key TEXT NOT NULL, key_is_number INTEGER NOT NULL,
          ordinal INTEGER NOT NULL, place TEXT NOT NULL, input_hash BLOB NOT NULL, payload BLOB, UNIQUE (run, key));
        CREATE TABLE attempt (
          id INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL REFERENCES step, record INTEGER NOT NULL REFERENCES record,
          input_hash BLOB NOT NULL, number INTEGER NOT NULL, reason TEXT, detail TEXT, final INTEGER NOT NULL,
          started_at INTEGER, first_token_ms REAL, total_ms REAL, backend TEXT, model TEXT, finish_reason TEXT, http_status INTEGER,
          prompt_tokens INTEGER, completion_tokens INTEGER, cached_tokens INTEGER, request_hash BLOB, request BLOB, response BLOB);
        CREATE INDEX attempt_of_record ON attempt (record, step);
        CREATE INDEX attempt_given_up ON attempt (step, id) WHERE final = 1;
        CREATE TABLE result (
          id INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL REFERENCES step, record INTEGER NOT NULL REFERENCES record,
          input_hash BLOB NOT NULL, attempt INTEGER NOT NULL REFERENCES attempt, answer TEXT NOT NULL, spans TEXT,
          UNIQUE (step, record, input_hash));
        CREATE INDEX result_in_order ON result (step, id);
        """;

    // invocation: each time a run was worked on; ended_at is null while it goes on, and for good when its process was killed.
    // gone: the record was not in the input when that was last read to its end. overrides: settings of `--set`, as JSON.
    const string Second = """
        ALTER TABLE step ADD COLUMN opened_at INTEGER;
        ALTER TABLE record ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE attempt ADD COLUMN overrides TEXT;
        CREATE TABLE invocation (
          id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, started_at INTEGER NOT NULL, ended_at INTEGER, ending TEXT,
          message TEXT, folder TEXT, arguments TEXT);
        CREATE INDEX invocation_of_run ON invocation (run);
        """;

    /// <summary>What makes each version of the one before.</summary>
    static readonly string[] steps = [First, Second];

    /// <summary>Throws <see cref="StoreException"/> when the file is of another version, for who cannot change it.</summary>
    public static void EnsureSame(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        if ((long)command.ExecuteScalar()! is var version && version != Version)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"the run store {path} cannot be written, and its tables are version {version} while this Sluice reads {Version}: copy it to a place that can be written, and name that with --store"));
        }
    }

    /// <summary>Makes the tables in a new file, and what is missing in one of an older version. Throws <see cref="StoreException"/> when the file is of a newer version.</summary>
    public static void Ensure(SqliteConnection connection, string path)
    {
        using var transaction = SqliteWork.Begin(connection);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = (long)command.ExecuteScalar()!;
        if (version > Version)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"the run store {path} was made by a newer version of Sluice (its tables are version {version}, this one knows {Version}); use that version, or name another store"));
        }

        if (version < Version)
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', steps[(int)version..])} PRAGMA user_version = {Version}");
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
