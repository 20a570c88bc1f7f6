using Sluice.Bench.Events;

namespace Sluice.Tests.Bench.Events;

public sealed class PackedChunksTests
{
    static readonly ChunkEvent[] Odd =
    [
        new(TimeSpan.Zero, 0, 0, 0, null),
        new(TimeSpan.FromTicks(1), 0, 0, 0, 0),
        new(TimeSpan.FromTicks(1), 1, 2, 3, 4),
        new(TimeSpan.FromDays(40), 0, int.MaxValue, 0, null),
        new(TimeSpan.FromDays(39), int.MaxValue, 127, int.MaxValue, int.MaxValue),
        new(TimeSpan.FromTicks(-5), 0, 128, 0, null),
    ];

    [Fact]
    public void Chunks_come_out_as_they_went_in()
    {
        var packed = PackedChunks.Of(Odd);

        Assert.Equal(Odd, packed);
        Assert.Equal(Odd, Enumerable.Range(0, packed.Count).Select(i => packed[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[Odd.Length]);
        Assert.Empty(PackedChunks.Of([]));
    }

    [Fact]
    public void The_same_chunks_are_equal()
    {
        Assert.Equal(PackedChunks.Of(Odd), PackedChunks.Of([.. Odd]));
        Assert.NotEqual(PackedChunks.Of(Odd), PackedChunks.Of([.. Odd.Skip(1)]));
    }
}
