using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Streams all answers or failures of a step.</summary>
internal sealed class SqliteExport(SqliteConnection connection)
{
    public IEnumerable<AnsweredRow> Answers(StoredStep step, bool inInputOrder, bool withFields)
    {
        var payload = withFields ? "r.payload" : "NULL";
        using var query = new SqliteStatement(connection,
            $"SELECT {SqliteLookup.AnswerColumns}, {payload} {SqliteLookup.AnsweredRecords} ORDER BY {(inInputOrder ? "r.ordinal, x.id" : "x.id")}", 1);
        using var row = query.With(step.StepId).Rows();
        while (row.Read())
        {
            var last = row.FieldCount - 1;
            yield return new AnsweredRow(SqliteLookup.AnswerOf(row), row.IsDBNull(last) ? null : Compressed.Text(row.GetFieldValue<byte[]>(last)));
        }
    }

    /// <summary>The answers of several steps to the records that all of them have answered.</summary>
    public IEnumerable<IReadOnlyList<StoredAnswer>> Answers(IReadOnlyList<StoredStep> steps, bool inInputOrder)
    {
        using var records = new SqliteStatement(connection, $"SELECT x.record, x.input_hash {SqliteLookup.AnsweredRecords} ORDER BY {(inInputOrder ? "r.ordinal, x.id" : "x.id")}", 1);
        using var answer = new SqliteStatement(connection, $"SELECT {SqliteLookup.AnswerColumns} {SqliteLookup.AnsweredRecords} AND x.record = $2 AND x.input_hash = $3", 3);
        using var row = records.With(steps[^1].StepId).Rows();
        while (row.Read())
        {
            var all = new List<StoredAnswer>(steps.Count);
            foreach (var step in steps)
            {
                using var found = answer.With(step.StepId, row.GetInt64(0), row.GetFieldValue<byte[]>(1)).Rows();
                if (!found.Read()) break;
                all.Add(SqliteLookup.AnswerOf(found));
            }

            if (all.Count == steps.Count) yield return all;
        }
    }

    /// <summary>The answer to one record; null when it has none.</summary>
    public StoredAnswer? AnswerTo(StoredStep step, string key)
    {
        using var query = new SqliteStatement(connection, $"SELECT {SqliteLookup.AnswerColumns} {SqliteLookup.AnsweredRecords} AND r.key = $2", 2);
        using var row = query.With(step.StepId, key).Rows();
        return row.Read() ? SqliteLookup.AnswerOf(row) : null;
    }

    public IEnumerable<StoredFailure> Failures(StoredStep step, bool inInputOrder)
    {
        using var query = new SqliteStatement(connection,
            $"SELECT {SqliteLookup.FailureColumns} {SqliteLookup.FailedRecords} ORDER BY {(inInputOrder ? "r.ordinal, a.id" : "a.id")}", 1);
        using var row = query.With(step.StepId).Rows();
        while (row.Read()) yield return SqliteLookup.FailureOf(row);
    }
}
