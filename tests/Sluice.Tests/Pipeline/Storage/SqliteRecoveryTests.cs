using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using SQLitePCL;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

/// <summary>What a crash, or a disk that lied, leaves of the journal of a store.</summary>
public sealed class SqliteRecoveryTests : IDisposable
{
    const int Seed = 20261121;
    const int Before = 300; // answers that are in the database itself when the journal begins
    const int Commits = 60; // in the journal, an answer each

    readonly TempFolder folder = new();

    string StorePath => folder.At("live/runs.db");

    [Fact]
    public async Task A_journal_cut_or_garbled_anywhere_gives_back_a_sound_store_with_the_first_of_its_answers()
    {
        await SnapshotAsync();
        var (random, wal) = (new Random(Seed), File.ReadAllBytes(folder.At("snapshot/runs.db-wal")));
        var kept = new HashSet<int>();
        for (var trial = 0; trial < 40; trial++)
        {
            var damaged = Damaged(wal, random, trial);
            var path = Copy($"trial{trial}", damaged);

            await using var store = SqliteRunStore.Open(path);
            var step = await store.OpenStepAsync(Identity(), Now, default);
            var answers = await store.ReadAnswersAsync(step, 0, 1000, default);

            Assert.Equal("ok", Ask(store.Writing, "PRAGMA integrity_check"));
            Assert.Equal(Enumerable.Range(0, answers.Count).Select(n => $"r{n}"), answers.Select(answer => answer.Key)); // a prefix: nothing later without the earlier
            Assert.InRange(answers.Count, Before, Before + Commits);
            kept.Add(answers.Count);
        }

        Assert.True(kept.Count > 10, $"only {kept.Count} different remains: the damage is not random enough");
    }

    [Fact]
    public async Task The_valid_length_of_a_journal_is_what_SQLite_recovers_of_it()
    {
        await SnapshotAsync();
        var wal = File.ReadAllBytes(folder.At("snapshot/runs.db-wal"));
        var whole = WalFile.Read(folder.At("snapshot/runs.db"))!;
        var cut = WalFile.Read(Copy("cut", wal[..(wal.Length - 100)]))!;
        var torn = (byte[])wal.Clone();
        torn[wal.Length / 2] ^= 1;

        Assert.Equal((wal.Length, true), (whole.ValidBytes, cut.ValidBytes < whole.ValidBytes));
        Assert.InRange(WalFile.Read(Copy("torn", torn))!.ValidBytes, 1, wal.Length / 2);
        Assert.Null(WalFile.Read(Copy("none", [])));
        Assert.Equal(0, WalFile.Read(Copy("header", wal[..32]))!.ValidBytes);
    }

    [Fact]
    public async Task A_journal_cut_short_after_it_was_copied_is_noticed_and_a_damaged_store_is_never_used()
    {
        await SnapshotAsync();
        var (random, wal) = (new Random(Seed), File.ReadAllBytes(folder.At("snapshot/runs.db-wal")));
        var refused = 0;
        for (var trial = 0; trial < 25; trial++)
        {
            var path = CopiedButNotEmptied($"trial{trial}", wal, wal[..random.Next(32, wal.Length)]);
            Assert.True(CheckpointMark.IsLogCutShort(path));
            try
            {
                await using var store = SqliteRunStore.Open(path);
                Assert.Equal("ok", Ask(store.Writing, "PRAGMA integrity_check"));
            }
            catch (StoreException e)
            {
                Assert.StartsWith($"the run store {path} is damaged (", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.NotEqual(0, refused); // else the damage that the mark is for did not happen
    }

    [Fact]
    public async Task A_journal_that_is_whole_after_it_was_copied_is_trusted()
    {
        await SnapshotAsync();
        var wal = File.ReadAllBytes(folder.At("snapshot/runs.db-wal"));
        var path = CopiedButNotEmptied("whole", wal, wal);

        Assert.False(CheckpointMark.IsLogCutShort(path));
        await using var store = SqliteRunStore.Open(path);
        Assert.Equal(Before + Commits, (await store.ReadAnswersAsync(await store.OpenStepAsync(Identity(), Now, default), 0, 1000, default)).Count);
    }

    [Fact]
    public async Task The_journal_is_emptied_now_and_then_and_at_the_end()
    {
        var large = new string('x', 200_000);
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var step = await store.OpenStepAsync(Identity(), Now, default);
            for (var n = 0; n < Commits; n++) await store.CommitAsync(step, [Answered(Record($"r{n}"), $"\"{large}\"")]);
            Assert.InRange(new FileInfo(StorePath + "-wal").Length, 0, 9 << 20);
        }

        Assert.False(File.Exists(StorePath + "-wal"));
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 40", "the disk with the run store {0} is full; every answer counted so far is kept: make room, then type the same command again")]
    [InlineData("PRAGMA query_only = ON", "the run store {0} is read-only; every answer counted so far is kept: make it writable, then type the same command again")]
    public async Task A_store_that_can_take_no_more_says_so_and_keeps_what_it_has(string breaking, string expected)
    {
        var (kept, error) = (0, "");
        await using (var store = SqliteRunStore.Open(StorePath))
        {
            var step = await store.OpenStepAsync(Identity(), Now, default);
            await store.CommitAsync(step, [Answered(Record($"r{kept++}"))]);
            Ask(store.Writing, breaking);
            try
            {
                for (; ; kept++) await store.CommitAsync(step, [Answered(Record($"r{kept}", text: $"{new Random(kept).NextInt64()}"), $"\"{new string('x', 3000)}\"")]);
            }
            catch (StoreException e)
            {
                error = e.Message;
            }
        }

        await using var again = SqliteRunStore.Open(StorePath);
        Assert.Equal(string.Format(null, expected, StorePath), error);
        Assert.Equal(kept, await again.CountAnswersAsync(await again.OpenStepAsync(Identity(), Now, default), default));
    }

    [Fact]
    public async Task A_commit_that_SQLite_has_taken_back_itself_is_told_by_its_own_reason()
    {
        await using var store = SqliteRunStore.Open(StorePath);
        var step = await store.OpenStepAsync(Identity(), Now, default);
        raw.sqlite3_commit_hook(store.Writing.Handle, _ => 1, null); // refuses the commit, and SQLite rolls back, as when COMMIT meets a full disk

        var error = await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(step, [Answered(Record("a"))]));

        Assert.DoesNotContain("rollback", error.Message, StringComparison.Ordinal);
        raw.sqlite3_commit_hook(store.Writing.Handle, null, null);
        await store.CommitAsync(step, [Answered(Record("a"))]);
        Assert.Equal(1, await store.CountAnswersAsync(step, default));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A store with one answer a commit, as it lies on the disk when its process is killed.</summary>
    async Task SnapshotAsync()
    {
        await using (var before = SqliteRunStore.Open(StorePath))
            await before.CommitAsync(await before.OpenStepAsync(Identity(), Now, default), [.. Enumerable.Range(0, Before).Select(n => Answered(Record($"r{n}")))]);
        await using var store = SqliteRunStore.Open(StorePath);
        var step = await store.OpenStepAsync(Identity(), Now, default);
        for (var n = Before; n < Before + Commits; n++) await store.CommitAsync(step, [Answered(Record($"r{n}"))]);
        Directory.CreateDirectory(folder.At("snapshot"));
        File.Copy(StorePath, folder.At("snapshot/runs.db"));
        File.Copy(StorePath + "-wal", folder.At("snapshot/runs.db-wal"));
    }

    string Copy(string name, byte[] wal)
    {
        Directory.CreateDirectory(folder.At(name));
        File.Copy(folder.At("snapshot/runs.db"), folder.At($"{name}/runs.db"));
        File.WriteAllBytes(folder.At($"{name}/runs.db-wal"), wal);
        return folder.At($"{name}/runs.db");
    }

    /// <summary>What a kill leaves between copying a journal into the database and emptying it, with another journal in its place then.</summary>
    string CopiedButNotEmptied(string name, byte[] wal, byte[] then)
    {
        var path = Copy(name, wal);
        CheckpointMark.Write(path, WalFile.Read(path)!);
        using (var connection = SqliteFile.Open(path)) Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        File.WriteAllBytes(path + "-wal", then);
        File.Delete(path + "-shm");
        return path;
    }

    static byte[] Damaged(byte[] wal, Random random, int trial)
    {
        if (trial % 2 == 0) return wal[..random.Next(wal.Length)];
        var garbled = (byte[])wal.Clone();
        random.NextBytes(garbled.AsSpan(random.Next(32, wal.Length - 64), 64));
        return garbled;
    }

    static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
