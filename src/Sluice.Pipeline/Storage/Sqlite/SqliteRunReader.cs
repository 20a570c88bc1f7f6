using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Reads which runs a store holds.</summary>
internal sealed class SqliteRunReader(SqliteConnection connection)
{
    const string Query = """
        SELECT r.id, r.name, r.path, r.created_at, (SELECT count(*) FROM record c WHERE c.run = r.id AND c.gone = 0),
          i.started_at, i.ended_at, i.ending, i.message, i.folder, i.arguments
        FROM run r LEFT JOIN invocation i ON i.id = (SELECT max(l.id) FROM invocation l WHERE l.run = r.id)
        ORDER BY coalesce(i.started_at, r.created_at) DESC, r.id DESC
        """;

    public List<StoredRun> Runs()
    {
        var runs = new List<StoredRun>();
        using var query = new SqliteStatement(connection, Query, 0);
        using var row = query.With().Rows();
        while (row.Read())
        {
            runs.Add(new StoredRun
            {
                Id = row.GetInt64(0),
                Name = row.GetString(1),
                Path = row.GetString(2),
                CreatedAt = Time(row.GetInt64(3)),
                Records = row.GetInt64(4),
                Last = row.IsDBNull(5) ? null : new StoredInvocation(
                    Time(row.GetInt64(5)), row.IsDBNull(6) ? null : Time(row.GetInt64(6)), Text(row, 7), Text(row, 8),
                    row.IsDBNull(10) ? null : new StoredCommand(row.GetString(9), JsonSerializer.Deserialize<string[]>(row.GetString(10))!)),
            });
        }

        return runs;
    }

    static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
