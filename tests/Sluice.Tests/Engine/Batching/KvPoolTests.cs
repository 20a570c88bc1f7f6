using System.Runtime.InteropServices;
using Sluice.Engine.Batching;

namespace Sluice.Tests.Engine.Batching;

public sealed class KvPoolTests
{
    readonly KvPool pool = new(10);

    static Span<int> Span(List<int> cells) => CollectionsMarshal.AsSpan(cells);

    [Fact]
    public void A_shared_beginning_is_counted_once()
    {
        List<int> first = [], second = [];
        pool.Take(first, 4);

        pool.Share(Span(first)[..3], second);
        pool.Take(second, 2);

        Assert.Equal((4, 6), (pool.Free, pool.HeldByRunning));
    }

    [Fact]
    public void A_cell_is_free_when_its_last_holder_lets_go()
    {
        List<int> first = [], second = [];
        pool.Take(first, 4);
        pool.Share(Span(first)[..3], second);

        pool.Release(first);
        Assert.Equal(7, pool.Free);
        pool.Release(second);

        Assert.Equal((10, 0), (pool.Free, pool.HeldByRunning));
    }

    [Fact]
    public void Kept_cells_are_used_but_not_by_running_streams()
    {
        List<int> stream = [];
        pool.Take(stream, 4);
        var kept = stream.ToArray();

        pool.Keep(kept);
        Assert.Equal((6, 0), (pool.Free, pool.HeldByRunning));
        Assert.Equal(4, pool.CountNotRunning(kept));

        pool.Forget(kept);
        Assert.Equal(10, pool.Free);
    }

    [Fact]
    public void Kept_cells_that_a_running_stream_shares_stay_when_they_are_forgotten()
    {
        List<int> ended = [], next = [];
        pool.Take(ended, 4);
        var kept = ended.ToArray();
        pool.Keep(kept);
        pool.Share(kept.AsSpan(0, 3), next);

        pool.Forget(kept);

        Assert.Equal((7, 3), (pool.Free, pool.HeldByRunning));
    }
}
