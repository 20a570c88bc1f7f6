using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;

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
    public void A_log_is_the_same_whether_its_chunks_are_packed_or_not()
    {
        var log = new BenchLog { Levels = [new LevelLog { Number = 1, Plan = new LevelPlan { Backend = "b", Prompt = 1, Output = 1, Concurrency = 1 }, Requests = [GoldenStream.Request, GoldenStream.Request with { Id = 2, Chunks = PackedChunks.Of(GoldenStream.Request.Chunks) }] }] };
        using var output = new MemoryStream();
        using (var writer = new EventLogWriter(output)) writer.Write(log);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines[2], lines[3].Replace("\"id\":2", $"\"id\":{GoldenStream.Request.Id}", StringComparison.Ordinal));
        Assert.Equal(GoldenStream.Request.Chunks, EventLogReader.Read("log", new StringReader(string.Join('\n', lines))).Levels[0].Requests[1].Chunks);
    }
}
