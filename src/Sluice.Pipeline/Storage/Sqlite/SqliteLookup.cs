using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Asking;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Reads what a run needs to go on. Used by one task at a time.</summary>
internal sealed class SqliteLookup(SqliteConnection connection) : IDisposable
{
    // What makes an answer or a failure count is that it belongs to the record's content as it is now.
    const string Attempts = "(SELECT count(*) FROM attempt n WHERE n.record = r.id AND n.step = a.step AND n.number > 0)";

    readonly SqliteStatement findRecord = new(connection, """
        SELECT r.id, r.input_hash = $4, EXISTS (SELECT 1 FROM result x WHERE x.step = $2 AND x.record = r.id AND x.input_hash = $4),
          EXISTS (SELECT 1 FROM result x WHERE x.step = $2 AND x.record = r.id AND x.input_hash = r.input_hash)
        FROM record r WHERE r.run = $1 AND r.key = $3
        """, 4);

    // A page in one statement: most records of a resumed run are answered as they are, and a statement for each would cost more than its search.
    readonly SqliteStatement findPage = new(connection, """
        SELECT k.key, r.input_hash, EXISTS (SELECT 1 FROM result x WHERE x.step = $2 AND x.record = r.id AND x.input_hash = r.input_hash)
        FROM json_each($3) k CROSS JOIN record r ON r.run = $1 AND r.key = k.value
        """, 3);

    readonly SqliteStatement findFailure = new(connection,
        "SELECT reason, detail, final, started_at FROM attempt WHERE record = $1 AND step = $2 AND input_hash = $3 ORDER BY id DESC LIMIT 1", 3);

    public const string AnswerColumns =
        $"x.id, r.key, r.key_is_number, x.answer, x.spans, a.backend, a.model, {Attempts}, a.prompt_tokens, a.completion_tokens, a.total_ms, s.config_hash, a.overrides, r.payload, a.detail, a.started_at";

    /// <summary>Results of step $1 that count.</summary>
    public const string AnsweredRecords = """
        FROM result x JOIN step s ON s.id = x.step JOIN record r ON r.id = x.record AND r.input_hash = x.input_hash AND r.gone = 0
          JOIN attempt a ON a.id = x.attempt
        WHERE x.step = $1
        """;

    public const string FailureColumns = $"a.id, r.key, r.key_is_number, r.place, a.reason, a.detail, {Attempts}, a.response, a.http_status";

    /// <summary>The attempts under step $1 after which records without an answer were given up.</summary>
    public const string FailedRecords = """
        FROM attempt a JOIN record r ON r.id = a.record AND r.input_hash = a.input_hash AND r.gone = 0
        WHERE a.step = $1 AND a.final = 1
          AND NOT EXISTS (SELECT 1 FROM attempt n WHERE n.record = a.record AND n.step = $1 AND n.final = 1 AND n.id > a.id)
          AND NOT EXISTS (SELECT 1 FROM result x WHERE x.step = $1 AND x.record = a.record AND x.input_hash = r.input_hash)
        """;

    readonly SqliteStatement readAnswers = new(connection, $"SELECT {AnswerColumns} {AnsweredRecords} AND x.id > $2 ORDER BY x.id LIMIT $3", 3);

    readonly SqliteStatement readFailures = new(connection, $"SELECT {FailureColumns} {FailedRecords} AND a.id > $2 ORDER BY a.id LIMIT $3", 3);

    readonly SqliteStatement totals = new(connection, """
        SELECT calls, CASE calls WHEN 0 THEN 0 ELSE prompt_tokens END, CASE calls WHEN 0 THEN 0 ELSE completion_tokens END FROM
          (SELECT count(*) FILTER (WHERE number > 0) AS calls, sum(prompt_tokens) AS prompt_tokens, sum(completion_tokens) AS completion_tokens FROM attempt WHERE step = $1)
        """, 1);

    readonly SqliteStatement countAnswers = new(connection, "SELECT count(*) FROM step s JOIN result x ON x.step = s.id WHERE s.run = $1", 1);

    readonly SqliteStatement findConfigs = new(connection,
        "SELECT o.id, o.config FROM step s JOIN step o ON o.run = s.run AND o.name = s.name AND o.id <> s.id WHERE s.id = $1 ORDER BY o.id DESC", 1);

    readonly SqliteStatement findAnswer = new(connection, """
        SELECT x.attempt, x.answer FROM record r JOIN result x ON x.step = $2 AND x.record = r.id AND x.input_hash = $4
        WHERE r.run = $1 AND r.key = $3
        """, 4);

    public long CountAnswers(StoredStep step) => (long)countAnswers.With(step.RunId).Scalar()!;

    public List<EarlierConfig> EarlierConfigs(StoredStep step)
    {
        var configs = new List<EarlierConfig>();
        using var row = findConfigs.With(step.StepId).Rows();
        while (row.Read()) configs.Add(new EarlierConfig(new StoredStep(step.RunId, row.GetInt64(0), IsNew: false, RunIsNew: false), row.GetString(1)));
        return configs;
    }

    public EarlierAnswer? EarlierAnswer(StoredStep earlier, RecordIdentity record)
    {
        using var row = findAnswer.With(earlier.RunId, earlier.StepId, record.Key, record.InputHash.ToArray()).Rows();
        return row.Read() ? new EarlierAnswer(row.GetInt64(0), row.GetString(1)) : null;
    }

    readonly SqliteStatement spent = new(connection, """
        SELECT a.backend, coalesce(sum(a.prompt_tokens), 0), coalesce(sum(a.completion_tokens), 0)
        FROM attempt a JOIN step s ON s.id = a.step WHERE s.run = $1 GROUP BY a.backend
        """, 1);

    public IReadOnlyList<RecordState> Find(StoredStep step, IReadOnlyList<RecordIdentity> records)
    {
        var states = new RecordState[records.Count];
        Array.Fill(states, RecordState.Unknown);
        var others = new List<int>();
        using (var row = findPage.With(step.RunId, step.StepId, JsonSerializer.Serialize(records.Select(record => record.Key))).Rows())
        {
            while (row.Read())
            {
                var n = row.GetInt32(0);
                if (row.GetBoolean(2) && row.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(records[n].InputHash.Span)) states[n] = RecordState.Answered;
                else others.Add(n);
            }
        }

        foreach (var n in others) states[n] = Find(step, records[n]);
        return states;
    }

    RecordState Find(StoredStep step, RecordIdentity record)
    {
        var hash = record.InputHash.ToArray();
        long id;
        bool same, outdated;
        using (var row = findRecord.With(step.RunId, step.StepId, record.Key, hash).Rows())
        {
            if (!row.Read()) return RecordState.Unknown;
            (id, same) = (row.GetInt64(0), row.GetBoolean(1));
            if (row.GetBoolean(2)) return new RecordState(true, !same, null);
            outdated = !same && row.GetBoolean(3);
        }

        using var last = findFailure.With(id, step.StepId, hash).Rows();
        var failure = last.Read() && last.GetBoolean(2) ? new StoredReason(last.GetString(0), last.GetString(1)) : null;
        return new RecordState(false, !same, failure)
        {
            HasOutdatedAnswer = outdated,
            GivenUpAt = failure is null || last.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(last.GetInt64(3)),
        };
    }

    public List<StoredAnswer> Answers(StoredStep step, long after, int limit)
    {
        var answers = new List<StoredAnswer>();
        using var row = readAnswers.With(step.StepId, after, limit).Rows();
        while (row.Read()) answers.Add(AnswerOf(row));
        return answers;
    }

    /// <summary>Of a row of <see cref="AnswerColumns"/>.</summary>
    public static StoredAnswer AnswerOf(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Key = row.GetString(1),
        KeyIsNumber = row.GetBoolean(2),
        Answer = new AcceptedAnswer(row.GetString(3), Text(row, 4)),
        Backend = Text(row, 5),
        Model = Text(row, 6),
        Attempts = row.GetInt32(7),
        PromptTokens = row.IsDBNull(8) ? null : row.GetInt32(8),
        CompletionTokens = row.IsDBNull(9) ? null : row.GetInt32(9),
        Total = row.IsDBNull(10) ? null : TimeSpan.FromMilliseconds(row.GetDouble(10)),
        Config = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(11)),
        Overrides = Text(row, 12),
        Payload = row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13),
        Dropped = DroppedText.Read(Text(row, 14)),
        StartedAt = row.IsDBNull(15) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(15)),
    };

    public List<StoredFailure> Failures(StoredStep step, long after, int limit)
    {
        var failures = new List<StoredFailure>();
        using var row = readFailures.With(step.StepId, after, limit).Rows();
        while (row.Read()) failures.Add(FailureOf(row));
        return failures;
    }

    /// <summary>Of a row of <see cref="FailureColumns"/>.</summary>
    public static StoredFailure FailureOf(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        Key = row.GetString(1),
        KeyIsNumber = row.GetBoolean(2),
        Place = row.GetString(3),
        Failure = new StoredReason(row.GetString(4), row.GetString(5)),
        Attempts = row.GetInt32(6),
        Response = row.IsDBNull(7) ? null : Compressed.Text(row.GetFieldValue<byte[]>(7)),
        HttpStatus = row.IsDBNull(8) ? null : row.GetInt32(8),
    };

    public StepTotals Totals(StoredStep step)
    {
        using var row = totals.With(step.StepId).Rows();
        row.Read();
        return new StepTotals(row.GetInt64(0), Number(row, 1), Number(row, 2));
    }

    /// <summary>The totals of all steps of the run.</summary>
    public List<BackendTotals> Spent(StoredStep step)
    {
        var totals = new List<BackendTotals>();
        using var row = spent.With(step.RunId).Rows();
        while (row.Read()) totals.Add(new BackendTotals(Text(row, 0), row.GetInt64(1), row.GetInt64(2)));
        return totals;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { findRecord, findPage, findFailure, readAnswers, readFailures, totals, findConfigs, findAnswer, countAnswers, spent }) statement.Dispose();
    }

    static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
