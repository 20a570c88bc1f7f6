using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Storage;
using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

public sealed class SqliteRunStoreTests : RunStoreConformance, IDisposable
{
    readonly TempFolder folder = new();

    string StorePath => folder.At(".sluice/runs.db");

    protected override RunStore Open() => SqliteRunStore.Open(StorePath);

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        await Open().DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 3";
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<StoreException>(() => SqliteRunStore.Open(StorePath));

        Assert.Equal($"the run store {StorePath} was made by a newer version of Sluice (its tables are version 3, this one knows 2); use that version, or name another store", error.Message);
    }

    [Fact]
    public void A_file_that_is_no_store_is_left_alone()
    {
        folder.Write(".sluice/runs.db", new string('x', 5000));

        var error = Assert.Throws<StoreException>(() => SqliteRunStore.Open(StorePath));

        Assert.Equal($"{StorePath} is not a run store: it is some other file; name another path", error.Message);
        Assert.Equal(new string('x', 5000), folder.Read(".sluice/runs.db"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        folder.Write("file", "");

        var error = Assert.Throws<StoreException>(() => SqliteRunStore.Open(folder.Path + "/file/runs.db"));

        Assert.StartsWith($"the run store {folder.Path}/file/runs.db cannot be made: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, "the disk with the run store runs.db is full; every answer counted so far is kept: make room, then type the same command again")]
    [InlineData(8, "the run store runs.db is read-only; every answer counted so far is kept: make it writable, then type the same command again")]
    [InlineData(11, "the run store runs.db is damaged (SQLite Error: x); keep a copy, then recover it with 'sqlite3 runs.db .recover'")]
    public void What_the_database_reports_is_said_with_what_to_do(int code, string expected) =>
        Assert.Equal(expected, SqliteProblem.Of(new SqliteException("SQLite Error: x", code), "runs.db").Message);

    [Fact]
    public async Task A_torn_journal_loses_only_what_it_held()
    {
        await using (var store = Open())
        {
            var step = await store.OpenStepAsync(Identity(), Now, default);
            for (var n = 0; n < 40; n++) await store.CommitAsync(step, [Answered(Record($"r{n}"))]);
            File.Copy(StorePath, folder.At("torn/runs.db"));
            File.Copy(StorePath + "-wal", folder.At("torn/runs.db-wal"));
        }

        var wal = new FileInfo(folder.At("torn/runs.db-wal"));
        using (var file = wal.OpenWrite()) file.SetLength(wal.Length * 2 / 3);

        await using var torn = SqliteRunStore.Open(folder.At("torn/runs.db"));
        var again = await torn.OpenStepAsync(Identity(), Now, default);
        var kept = await torn.ReadAnswersAsync(again, 0, 100, default);
        Assert.InRange(kept.Count, 1, 39);
        Assert.Equal(Enumerable.Range(0, kept.Count).Select(n => $"r{n}"), kept.Select(answer => answer.Key));
    }

    public void Dispose() => folder.Dispose();
}
