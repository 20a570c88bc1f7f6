using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage.History;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Looks back into a run store: which runs there are, what became of their records, what was asked and answered. Runs may go on beside it.</summary>
public sealed class SqliteRunHistory : IDisposable
{
    const int ReadOnly = 8, CannotOpen = 14; // https://sqlite.org/rescode.html: what a medium that cannot be written makes of a store in WAL mode

    readonly string path;
    readonly SqliteConnection connection;
    readonly bool isReadOnly;

    SqliteRunHistory(string path, SqliteConnection connection, bool isReadOnly = false) => (this.path, this.connection, this.isReadOnly) = (Path.GetFullPath(path), connection, isReadOnly);

    /// <exception cref="StoreException">There is no store, or it cannot be used.</exception>
    public static SqliteRunHistory Open(string path)
    {
        if (!File.Exists(path)) throw new StoreException($"there is no run store at {path}; 'sluice run' makes one, and --store names another");

        SqliteConnection? connection = null;
        try
        {
            connection = SqliteFile.OpenStore(path);
            return new SqliteRunHistory(path, connection);
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is ReadOnly or CannotOpen)
        {
            connection?.Dispose();
            return OpenReadOnly(path);
        }
        catch (SqliteException problem)
        {
            connection?.Dispose();
            throw SqliteProblem.Of(problem, path);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>A store that lies where nothing can be written.</summary>
    /// <exception cref="StoreException">It cannot be used so.</exception>
    internal static SqliteRunHistory OpenReadOnly(string path)
    {
        try
        {
            return new SqliteRunHistory(path, SqliteFile.OpenReadOnly(path), isReadOnly: true);
        }
        catch (SqliteException problem)
        {
            throw SqliteProblem.Of(problem, path);
        }
    }

    /// <summary>The one used last first.</summary>
    public IReadOnlyList<StoredRun> Runs() => Guard(() => new SqliteRunReader(connection).Runs());

    /// <summary>Every configuration of every step, the one used last first.</summary>
    public IReadOnlyList<StepHistory> Steps(StoredRun run) => Guard(() => new SqliteStepReader(connection).Steps(run.Id));

    /// <summary>Null when no run was ever asked under this configuration.</summary>
    internal StoredStep? Find(StepIdentity identity) => Guard<StoredStep?>(() =>
    {
        using var find = new SqliteStatement(connection, "SELECT r.id, s.id FROM run r JOIN step s ON s.run = r.id WHERE r.name = $1 AND s.name = $2 AND s.config_hash = $3", 3);
        using var row = find.With(identity.Run, identity.Step, identity.ConfigHash.ToArray()).Rows();
        return row.Read() ? new StoredStep(row.GetInt64(0), row.GetInt64(1), IsNew: false, RunIsNew: false) : null;
    });

    /// <summary>The accepted answer to exactly this content of a record, as JSON; null when it has none.</summary>
    internal string? AnswerTo(StoredStep step, RecordIdentity record) => Guard(() =>
    {
        using var lookup = new SqliteLookup(connection);
        return lookup.EarlierAnswer(step, record)?.Json;
    });

    /// <summary>Null when the run has no such record.</summary>
    public RecordHistory? Record(StoredRun run, string key) => Guard(() => new SqliteRecordReader(connection).Find(run.Id, key));

    /// <summary>Ids of records that begin like the one given, for messages.</summary>
    public IReadOnlyList<string> KeysLike(StoredRun run, string key, int limit) => Guard(() => new SqliteRecordReader(connection).KeysLike(run.Id, key, limit));

    /// <summary>Accepted answers to the records as they are now. Read to the end, or dispose of the reader, before anything else is asked.</summary>
    /// <param name="inInputOrder">Else in the order they were accepted.</param>
    /// <param name="withFields">Whether the records' fields are read too.</param>
    public IEnumerable<AnsweredRow> Answers(StoredStep step, bool inInputOrder, bool withFields)
    {
        using var rows = new SqliteExport(connection).Answers(step, inInputOrder, withFields).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    /// <summary>The answers of several steps of one run to the records, as they are now, that all of them have answered; as the other.</summary>
    public IEnumerable<IReadOnlyList<StoredAnswer>> Answers(IReadOnlyList<StoredStep> steps, bool inInputOrder)
    {
        using var rows = new SqliteExport(connection).Answers(steps, inInputOrder).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    /// <summary>The accepted answer to one record as it is now; null when it has none.</summary>
    public StoredAnswer? AnswerTo(StoredStep step, string key) => Guard(() => new SqliteExport(connection).AnswerTo(step, key));

    /// <summary>Records that were given up, as <see cref="Answers"/>.</summary>
    public IEnumerable<StoredFailure> Failures(StoredStep step, bool inInputOrder)
    {
        using var rows = new SqliteExport(connection).Failures(step, inInputOrder).GetEnumerator();
        while (Guard(rows.MoveNext)) yield return rows.Current;
    }

    /// <summary>Whether a process is working on the run now.</summary>
    public bool IsGoingOn(StoredRun run)
    {
        if (isReadOnly || !RunLock.Exists(path, run.Name)) return false;
        try
        {
            RunLock.Take(path, run.Name).Dispose();
            return false;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    /// <summary>Forgets parts of the store for good.</summary>
    /// <exception cref="StoreException">One of the runs is going on.</exception>
    public PruneResult Prune(PrunePlan plan)
    {
        var locks = new List<RunLock>();
        try
        {
            foreach (var run in plan.Runs) locks.Add(RunLock.Take(path, run.Name));
            var result = Guard(() => new SqlitePruning(connection, path).Run(plan));
            foreach (var taken in locks) taken.Answers = 0; // what is missing from now on was not lost
            return result;
        }
        finally
        {
            foreach (var taken in locks) taken.Dispose();
        }
    }

    public void Dispose() => connection.Dispose();

    T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw SqliteProblem.Of(e, path);
        }
    }
}
