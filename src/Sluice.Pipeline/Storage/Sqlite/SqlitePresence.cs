using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Keeps the marks of records that the input has no more.</summary>
internal sealed class SqlitePresence(SqliteConnection connection)
{
    /// <param name="present">Records of the input. As many in the store, none of them marked, means that there is nothing to do: every record of an input that was read is stored.</param>
    public void Mark(long run, long present, Func<string, bool> isPresent)
    {
        using var count = new SqliteStatement(connection, "SELECT count(*) FROM record WHERE run = $1", 1);
        using var marked = new SqliteStatement(connection, "SELECT count(*) FROM record WHERE run = $1 AND gone = 1", 1);
        if ((long)count.With(run).Scalar()! == present && (long)marked.With(run).Scalar()! == 0) return;

        using var update = new SqliteStatement(connection, "UPDATE record SET gone = $2 WHERE id = $1", 2);
        foreach (var (id, gone) in Wrong(run, isPresent)) update.With(id, gone).Run();
    }

    List<(long Id, bool Gone)> Wrong(long run, Func<string, bool> isPresent)
    {
        var wrong = new List<(long, bool)>();
        using var all = new SqliteStatement(connection, "SELECT id, key, gone FROM record WHERE run = $1", 1);
        using var row = all.With(run).Rows();
        while (row.Read())
        {
            var gone = !isPresent(row.GetString(1));
            if (gone != row.GetBoolean(2)) wrong.Add((row.GetInt64(0), gone));
        }

        return wrong;
    }
}
