using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Reads one record with everything that was tried for it.</summary>
internal sealed class SqliteRecordReader(SqliteConnection connection)
{
    const string FindRecord = "SELECT id, place, payload FROM record WHERE run = $1 AND key = $2";

    const string ReadAttempts = """
        SELECT s.name, s.config_hash, a.number, a.reason, a.detail, a.final, a.started_at, a.first_token_ms, a.total_ms, a.backend, a.model,
          a.finish_reason, a.http_status, a.prompt_tokens, a.completion_tokens, a.cached_tokens, a.overrides, a.request, a.response,
          x.answer, x.spans, a.input_hash = r.input_hash
        FROM attempt a JOIN step s ON s.id = a.step JOIN record r ON r.id = a.record LEFT JOIN result x ON x.attempt = a.id AND x.step = a.step
        WHERE a.record = $1 ORDER BY a.id
        """;

    const string FindLike = "SELECT key FROM record WHERE run = $1 AND gone = 0 ORDER BY substr(key, 1, length($2)) = $2 DESC, abs(length(key) - length($2)), ordinal LIMIT $3";

    public RecordHistory? Find(long run, string key)
    {
        using var query = new SqliteStatement(connection, FindRecord, 2);
        using var row = query.With(run, key).Rows();
        return !row.Read() ? null : new RecordHistory
        {
            Key = key,
            Place = row.GetString(1),
            Fields = Unpacked(row, 2),
            Attempts = Attempts(row.GetInt64(0)),
        };
    }

    public List<string> KeysLike(long run, string key, int limit)
    {
        var keys = new List<string>();
        using var query = new SqliteStatement(connection, FindLike, 3);
        using var row = query.With(run, key, limit).Rows();
        while (row.Read()) keys.Add(row.GetString(0));
        return keys;
    }

    List<StoredAttempt> Attempts(long record)
    {
        var attempts = new List<StoredAttempt>();
        using var query = new SqliteStatement(connection, ReadAttempts, 1);
        using var row = query.With(record).Rows();
        while (row.Read())
        {
            attempts.Add(new StoredAttempt
            {
                Step = row.GetString(0),
                ConfigHash = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)),
                Entry = Entry(row),
                Answer = row.IsDBNull(19) ? null : new AcceptedAnswer(row.GetString(19), Text(row, 20)),
                IsOfCurrentContent = row.GetBoolean(21),
            });
        }

        return attempts;
    }

    static AttemptEntry Entry(SqliteDataReader row) => new()
    {
        Number = row.GetInt32(2),
        Reason = Text(row, 3),
        Detail = Text(row, 4),
        IsFinal = row.GetBoolean(5),
        StartedAt = row.IsDBNull(6) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        FirstToken = Span(row, 7),
        Total = Span(row, 8),
        Backend = Text(row, 9),
        Model = Text(row, 10),
        FinishReason = Text(row, 11),
        HttpStatus = Whole(row, 12),
        PromptTokens = Whole(row, 13),
        CompletionTokens = Whole(row, 14),
        CachedTokens = Whole(row, 15),
        Overrides = Text(row, 16),
        Request = Unpacked(row, 17),
        Response = Unpacked(row, 18),
    };

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    static int? Whole(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    static TimeSpan? Span(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(row.GetDouble(column));

    static string? Unpacked(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : Compressed.Text(row.GetFieldValue<byte[]>(column));
}
