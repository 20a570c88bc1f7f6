using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Deletes parts of a store and gives the room back to the disk.</summary>
internal sealed class SqlitePruning(SqliteConnection connection, string path)
{
    /// <summary>Steps of a run whose configuration is not the one used last.</summary>
    const string OldSteps = """
        (SELECT s.id FROM step s WHERE s.run = $1 AND EXISTS (
          SELECT 1 FROM step n WHERE n.run = s.run AND n.name = s.name
            AND (coalesce(n.opened_at, n.created_at), n.id) > (coalesce(s.opened_at, s.created_at), s.id)))
        """;

    const string AllSteps = "(SELECT id FROM step WHERE run = $1)";

    public PruneResult Run(PrunePlan plan)
    {
        var before = new FileInfo(path).Length;
        long runs = 0, answers = 0, attempts = 0, bodies = 0;
        using (var transaction = SqliteWork.Begin(connection))
        {
            foreach (var run in plan.Runs)
            {
                switch (plan.Part)
                {
                    case PrunePart.Bodies:
                        bodies += Run($"UPDATE attempt SET request = NULL, response = NULL WHERE (request IS NOT NULL OR response IS NOT NULL) AND step IN {AllSteps}", run.Id);
                        break;
                    case PrunePart.Old:
                        Forget(OldSteps, "(SELECT id FROM record WHERE run = $1 AND gone = 1)");
                        break;
                    default:
                        Forget(AllSteps, "(SELECT id FROM record WHERE run = $1)");
                        Run("DELETE FROM invocation WHERE run = $1", run.Id);
                        runs += Run("DELETE FROM run WHERE id = $1", run.Id);
                        break;
                }

                void Forget(string steps, string records)
                {
                    answers += Run($"DELETE FROM result WHERE step IN {steps} OR record IN {records}", run.Id);

                    // An attempt stays that an answer of a configuration that stays came from.
                    attempts += Run($"DELETE FROM attempt WHERE (step IN {steps} OR record IN {records}) AND id NOT IN (SELECT attempt FROM result)", run.Id);
                    Run($"DELETE FROM step WHERE id IN {steps} AND id NOT IN (SELECT step FROM attempt)", run.Id);
                    Run($"DELETE FROM record WHERE id IN {records} AND id NOT IN (SELECT record FROM attempt) AND id NOT IN (SELECT record FROM result)", run.Id);
                }
            }

            transaction.Commit();
        }

        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";
        command.ExecuteNonQuery();
        return new PruneResult(runs, answers, attempts, bodies, Math.Max(0, before - new FileInfo(path).Length));
    }

    long Run(string sql, long run)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", run);
        return command.ExecuteNonQuery();
    }
}
