using Sluice.Pipeline.Storage.Sqlite;
using Sluice.Testing;
using Sluice.Tests.House;
using static Sluice.Tests.Pipeline.Storage.Entries;

namespace Sluice.Tests.Pipeline.Storage;

[Collection(MeasuredAlone.Name)]
public sealed class SqliteRunStoreMemoryTests : IDisposable
{
    readonly TempFolder folder = new();

    [Fact]
    public async Task Twenty_thousand_answered_records_are_recognised_in_bounded_memory()
    {
        await using var store = SqliteRunStore.Open(folder.At(".sluice/runs.db"));
        var step = await store.OpenStepAsync(Identity(), Now, default);
        foreach (var group in Enumerable.Range(0, 20_000).Chunk(1000)) await store.CommitAsync(step, [.. group.Select(n => Answered(Record($"r{n}")))]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answered = 0;
        foreach (var group in Enumerable.Range(0, 20_000).Chunk(256))
        {
            var states = await store.FindAsync(step, [.. group.Select(n => IdentityOf(Record($"r{n}")))], default);
            answered += states.Count(state => state.IsAnswered);
        }

        Assert.Equal(20_000, answered);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 5_000_000); // bytes held afterwards, not per record
    }

    public void Dispose() => folder.Dispose();
}
