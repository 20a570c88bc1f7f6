using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>A run store in one SQLite file: a connection that writes, one that looks records up and one that follows results beside it (WAL lets all work at once).</summary>
public sealed class SqliteRunStore : RunStore
{
    const string Finished = "finished"; // as RunEnding.Finished is written down

    readonly string path;
    readonly SqliteConnection writing, reading, following;
    readonly SqliteJournal journal;
    readonly SqliteLookup lookup, results;
    readonly SqliteManySteps manySteps;
    readonly SqliteCheckpoint checkpoint;
    readonly Lock writer = new(), reader = new(), follower = new();

    SqliteRunStore(string path, SqliteConnection writing, SqliteConnection reading, SqliteConnection following)
    {
        (this.path, this.writing, this.reading, this.following) = (path, writing, reading, following);
        (journal, lookup, checkpoint) = (new SqliteJournal(writing), new SqliteLookup(reading), new SqliteCheckpoint(writing, path));
        (results, manySteps) = (new SqliteLookup(following), new SqliteManySteps(following));
    }

    /// <summary>Opens a store, or makes it with its folder.</summary>
    /// <exception cref="StoreException">It cannot be used.</exception>
    public static SqliteRunStore Open(string path)
    {
        SqliteConnection? writing = null, reading = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            writing = SqliteFile.OpenStore(path);
            reading = SqliteFile.OpenForLookup(path);
            return new SqliteRunStore(path, writing, reading, SqliteFile.Open(path));
        }
        catch (Exception e)
        {
            reading?.Dispose();
            writing?.Dispose();
            throw e switch
            {
                SqliteException problem => SqliteProblem.Of(problem, path),
                IOException or UnauthorizedAccessException => new StoreException($"the run store {path} cannot be made: {e.Message}", e),
                _ => e,
            };
        }
    }

    public override Task<StoredStep> OpenStepAsync(StepIdentity identity, DateTimeOffset now, CancellationToken ct) => Write(() =>
    {
        using var transaction = SqliteWork.Begin(writing);
        var created = now.ToUnixTimeMilliseconds();
        var (run, runIsNew) = FindOrAdd(
            "SELECT id FROM run WHERE name = $1", [identity.Run],
            "INSERT INTO run (name, path, created_at) VALUES ($1, $2, $3) RETURNING id", [identity.Run, identity.Path, created]);
        var hash = identity.ConfigHash.ToArray();
        var (step, isNew) = FindOrAdd(
            "SELECT id FROM step WHERE run = $1 AND name = $2 AND config_hash = $3", [run, identity.Step, hash],
            "INSERT INTO step (run, name, config_hash, config, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id", [run, identity.Step, hash, identity.Config, created]);
        using var opened = new SqliteStatement(writing, "UPDATE step SET opened_at = $2 WHERE id = $1", 2);
        opened.With(step, created).Run();
        transaction.Commit();
        return new StoredStep(run, step, isNew, runIsNew);
    });

    public override Task<BegunInvocation> BeginInvocationAsync(StoredStep step, InvocationEntry entry, CancellationToken ct) => Write(() =>
    {
        using var find = new SqliteStatement(writing,
            "SELECT min(started_at) FROM invocation WHERE run = $1 AND id > (SELECT coalesce(max(id), 0) FROM invocation WHERE run = $1 AND ending = $2)", 2);
        var since = find.With(step.RunId, Finished).Scalar() is long started ? DateTimeOffset.FromUnixTimeMilliseconds(started) : (DateTimeOffset?)null;
        using var add = new SqliteStatement(writing, "INSERT INTO invocation (run, started_at, folder, arguments) VALUES ($1, $2, $3, $4) RETURNING id", 4);
        var arguments = entry.Command is { } command ? JsonSerializer.Serialize(command.Arguments) : null;
        return new BegunInvocation((long)add.With(step.RunId, entry.StartedAt.ToUnixTimeMilliseconds(), entry.Command?.Folder, arguments).Scalar()!, since);
    });

    public override Task EndInvocationAsync(long invocation, DateTimeOffset now, string ending, string? message) => Write(() =>
    {
        using var end = new SqliteStatement(writing, "UPDATE invocation SET ended_at = $2, ending = $3, message = $4 WHERE id = $1", 4);
        end.With(invocation, now.ToUnixTimeMilliseconds(), ending, message).Run();
        return true;
    });

    public override Task MarkGoneAsync(StoredStep step, long present, Func<string, bool> isPresent) => Write(() =>
    {
        using var transaction = SqliteWork.Begin(writing);
        new SqlitePresence(writing).Mark(step.RunId, present, isPresent);
        transaction.Commit();
        return true;
    });

    public override Task<IReadOnlyList<RecordState>> FindAsync(StoredStep step, IReadOnlyList<RecordIdentity> records, CancellationToken ct) =>
        Read(() => lookup.Find(step, records));

    public override Task<IReadOnlyList<EarlierConfig>> FindEarlierConfigsAsync(StoredStep step, CancellationToken ct) =>
        Read<IReadOnlyList<EarlierConfig>>(() => lookup.EarlierConfigs(step));

    public override Task<IReadOnlyList<EarlierAnswer?>> FindEarlierAnswersAsync(StoredStep earlier, IReadOnlyList<RecordIdentity> records, CancellationToken ct) =>
        Read<IReadOnlyList<EarlierAnswer?>>(() => [.. records.Select(record => lookup.EarlierAnswer(earlier, record))]);

    public override Task CommitAsync(StoredStep step, IReadOnlyList<JournalEntry> entries) => Write(() =>
    {
        journal.Commit(step, entries);
        CheckpointIfDue();
        return true;
    });

    public override Task<long> CountAnswersAsync(StoredStep step, CancellationToken ct) => Read(() => lookup.CountAnswers(step));

    public override Task<IReadOnlyList<StoredAnswer>> ReadAnswersAsync(StoredStep step, long after, int limit, CancellationToken ct) =>
        Follow<IReadOnlyList<StoredAnswer>>(() => results.Answers(step, after, limit));

    public override Task<IReadOnlyList<IReadOnlyList<StoredAnswer>>> ReadAnswersAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct) =>
        Follow<IReadOnlyList<IReadOnlyList<StoredAnswer>>>(() => steps.Count == 1
            ? [.. results.Answers(steps[0], after, limit).Select(answer => new[] { answer })]
            : manySteps.Answers(steps, after, limit));

    public override Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(IReadOnlyList<StoredStep> steps, long after, int limit, CancellationToken ct) =>
        Follow<IReadOnlyList<StoredFailure>>(() => manySteps.Failures(steps, after, limit));

    public override Task<IReadOnlyList<StoredFailure>> ReadFailuresAsync(StoredStep step, long after, int limit, CancellationToken ct) =>
        Follow<IReadOnlyList<StoredFailure>>(() => results.Failures(step, after, limit));

    public override Task<StepTotals> TotalsAsync(StoredStep step, CancellationToken ct) => Read(() => lookup.Totals(step));

    public override Task<IReadOnlyList<BackendTotals>> SpentAsync(StoredStep step, CancellationToken ct) => Read<IReadOnlyList<BackendTotals>>(() => lookup.Spent(step));

    public override ValueTask DisposeAsync()
    {
        lock (writer)
        {
            lock (reader)
            {
                lookup.Dispose();
                reading.Dispose();
            }

            lock (follower)
            {
                results.Dispose();
                manySteps.Dispose();
                following.Dispose();
            }

            journal.Dispose();
            LastCheckpoint();
            writing.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The connection that writes, for tests that break it.</summary>
    internal SqliteConnection Writing => writing;

    void CheckpointIfDue()
    {
        if (!checkpoint.IsDue) return;
        lock (reader) checkpoint.Run(); // a reader of ours would keep the log from being emptied
    }

    void LastCheckpoint()
    {
        try
        {
            checkpoint.Run();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            // The log stays beside the database and holds what it held: the next opening reads it.
        }
    }

    (long Id, bool IsNew) FindOrAdd(string find, object?[] known, string add, object?[] values)
    {
        using var finding = new SqliteStatement(writing, find, known.Length);
        if (finding.With(known).Scalar() is long id) return (id, false);

        using var adding = new SqliteStatement(writing, add, values.Length);
        return ((long)adding.With(values).Scalar()!, true);
    }

    Task<T> Write<T>(Func<T> work) => Guard(writer, work);

    Task<T> Read<T>(Func<T> work) => Guard(reader, work);

    Task<T> Follow<T>(Func<T> work) => Guard(follower, work);

    // SQLite works on the caller's thread; a failure is still given through the task, as every store does.
    Task<T> Guard<T>(Lock gate, Func<T> work)
    {
        try
        {
            lock (gate) return Task.FromResult(work());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromException<T>(new StoreException($"the run store {path} cannot be written: {e.Message}", e));
        }
        catch (SqliteException e)
        {
            return Task.FromException<T>(SqliteProblem.Of(e, path));
        }
    }
}
