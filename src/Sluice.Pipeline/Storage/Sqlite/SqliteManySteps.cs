using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Reads what several steps of a run did, together. Used by one task at a time.</summary>
internal sealed class SqliteManySteps(SqliteConnection connection) : IDisposable
{
    const string Steps = "(SELECT value FROM json_each($1))";

    // A record counts once, at the last of its answers: the others are there by then.
    readonly SqliteStatement findComplete = new(connection, $"""
        SELECT x.id, x.record, x.input_hash FROM result x JOIN record r ON r.id = x.record AND r.input_hash = x.input_hash AND r.gone = 0
        WHERE x.step IN {Steps} AND x.id > $2
          AND (SELECT count(*) FROM result y WHERE y.step IN {Steps} AND y.record = x.record AND y.input_hash = x.input_hash) = json_array_length($1)
          AND NOT EXISTS (SELECT 1 FROM result y WHERE y.step IN {Steps} AND y.record = x.record AND y.input_hash = x.input_hash AND y.id > x.id)
        ORDER BY x.id LIMIT $3
        """, 3);

    readonly SqliteStatement readAnswer = new(connection, $"""
        SELECT {SqliteLookup.AnswerColumns} {SqliteLookup.AnsweredRecords} AND x.record = $2 AND x.input_hash = $3
        """, 3);

    readonly SqliteStatement readFailures = new(connection, $"""
        SELECT {SqliteLookup.FailureColumns}, s.name
        FROM attempt a JOIN step s ON s.id = a.step JOIN record r ON r.id = a.record AND r.input_hash = a.input_hash AND r.gone = 0
        WHERE a.step IN {Steps} AND a.final = 1 AND a.id > $2
          AND NOT EXISTS (SELECT 1 FROM attempt n WHERE n.record = a.record AND n.step = a.step AND n.final = 1 AND n.id > a.id)
          AND NOT EXISTS (SELECT 1 FROM result x WHERE x.step = a.step AND x.record = a.record AND x.input_hash = r.input_hash)
        ORDER BY a.id LIMIT $3
        """, 3);

    public List<IReadOnlyList<StoredAnswer>> Answers(IReadOnlyList<StoredStep> steps, long after, int limit)
    {
        var complete = new List<(long Last, long Record, byte[] Hash)>();
        using (var row = findComplete.With(Ids(steps), after, limit).Rows())
        {
            while (row.Read()) complete.Add((row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));
        }

        return [.. complete.Select(found => (IReadOnlyList<StoredAnswer>)[.. steps.Select(step => Answer(step, found.Record, found.Hash) with { Sequence = found.Last })])];
    }

    public List<StoredFailure> Failures(IReadOnlyList<StoredStep> steps, long after, int limit)
    {
        var failures = new List<StoredFailure>();
        using var row = readFailures.With(Ids(steps), after, limit).Rows();
        while (row.Read()) failures.Add(SqliteLookup.FailureOf(row) with { Step = row.GetString(9) });
        return failures;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { findComplete, readAnswer, readFailures }) statement.Dispose();
    }

    StoredAnswer Answer(StoredStep step, long record, byte[] hash)
    {
        using var row = readAnswer.With(step.StepId, record, hash).Rows();
        row.Read();
        return SqliteLookup.AnswerOf(row);
    }

    static string Ids(IReadOnlyList<StoredStep> steps) => $"[{string.Join(',', steps.Select(step => step.StepId.ToString(CultureInfo.InvariantCulture)))}]";
}
