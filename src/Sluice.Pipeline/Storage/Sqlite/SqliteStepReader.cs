using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Reads the configurations of a run's steps and counts what became of the records under each.</summary>
internal sealed class SqliteStepReader(SqliteConnection connection)
{
    const string Query = """
        SELECT s.id, s.name, s.config, s.config_hash, coalesce(s.opened_at, s.created_at),
          (SELECT count(*) FROM result x JOIN record r ON r.id = x.record AND r.input_hash = x.input_hash AND r.gone = 0 WHERE x.step = s.id)
        FROM step s WHERE s.run = $1 ORDER BY coalesce(s.opened_at, s.created_at) DESC, s.id DESC
        """;

    const string CountFailures = $"SELECT a.reason, count(*), min(a.id) {SqliteLookup.FailedRecords} GROUP BY a.reason ORDER BY 2 DESC, 1";

    public List<StepHistory> Steps(long run)
    {
        var steps = new List<StepHistory>();
        using var query = new SqliteStatement(connection, Query, 1);
        using var row = query.With(run).Rows();
        using var lookup = new SqliteLookup(connection);
        while (row.Read())
        {
            var step = new StoredStep(run, row.GetInt64(0), IsNew: false, RunIsNew: false);
            steps.Add(new StepHistory
            {
                Step = step,
                Name = row.GetString(1),
                Config = row.GetString(2),
                ConfigHash = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(3)),
                UsedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
                Answers = row.GetInt64(5),
                Failures = Failures(step, lookup),
                Totals = lookup.Totals(step),
            });
        }

        return steps;
    }

    List<FailureCount> Failures(StoredStep step, SqliteLookup lookup)
    {
        var counts = new List<(string Reason, long Count, long First)>();
        using (var query = new SqliteStatement(connection, CountFailures, 1))
        {
            using var row = query.With(step.StepId).Rows();
            while (row.Read()) counts.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
        }

        return [.. counts.Select(count => new FailureCount(count.Reason, count.Count, lookup.Failures(step, count.First - 1, 1)[0]))];
    }
}
