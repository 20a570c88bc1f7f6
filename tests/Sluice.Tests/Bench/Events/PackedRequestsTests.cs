using System.Text;
using System.Text.Json;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Bench.Events;

public sealed class PackedRequestsTests
{
    static readonly RequestEvents Bare = new() { Id = -7, Scheduled = TimeSpan.FromTicks(-3), Sent = TimeSpan.Zero, End = TimeSpan.FromDays(3) };

    static readonly RequestEvents Full = new()
    {
        Id = int.MaxValue,
        WarmUp = true,
        Burst = 0,
        Scheduled = TimeSpan.FromSeconds(2),
        Sent = TimeSpan.FromSeconds(1),
        Headers = TimeSpan.FromSeconds(1.5),
        End = TimeSpan.FromSeconds(9),
        Chunks = [new ChunkEvent(TimeSpan.FromSeconds(3), 1, 2, 3, 4), new ChunkEvent(TimeSpan.FromSeconds(3), 0, 0, 0, null)],
        ChunkCounts = CountSource.TokenIds,
        PromptAimed = 0,
        OutputAsked = 2,
        PromptTokens = int.MaxValue,
        OutputTokens = 4,
        ReasoningTokens = 5,
        CachedTokens = 6,
        CountedTokens = 7,
        Finish = "length",
        Failure = FailureReason.Capacity,
        Detail = "full: \"no room\" for 世界",
        Status = 429,
        Ignored = 8,
        Comments = 9,
        Valid = false,
        Server = new ServerTiming(0.1, null, 3, null),
    };

    static readonly RequestEvents[] Some = [Bare, Full, Full with { Valid = true, Server = new ServerTiming(null, 7.25, null, 0) }, Full with { Valid = null, Server = null, Failure = null, Detail = null }];

    [Fact]
    public void Requests_come_out_as_they_went_in()
    {
        var packed = PackedRequests.Of(Some);

        Assert.Equal(Some, packed);
        Assert.Equal(Some.Length, packed.Count);
        Assert.Equal((0, 1, -1), (packed.IndexOf(-7), packed.IndexOf(int.MaxValue), packed.IndexOf(5)));
    }

    [Fact]
    public void A_snapshot_stays_as_it_was()
    {
        var packed = PackedRequests.Of(Some);
        var before = packed.Snapshot();

        packed.Replace(0, Full with { Detail = "another", Finish = "stop" });
        packed.Add(Bare);

        Assert.Equal(Some, before);
        Assert.Equal([Full with { Detail = "another", Finish = "stop" }, .. Some[1..], Bare], packed);
    }

    [Fact]
    public void A_stream_of_a_million_chunks_is_kept_among_small_ones()
    {
        var large = Bare with { Chunks = PackedChunks.Of(Enumerable.Range(0, 1_000_000).Select(i => new ChunkEvent(TimeSpan.FromMilliseconds(i), 0, 4, 0, null))) };
        var packed = PackedRequests.Of([Full, large, Full]);

        Assert.Equal([Full, large, Full], packed);
    }

    [Fact]
    public void A_million_requests_are_kept_in_less_than_a_hundred_bytes_each_beside_their_chunks()
    {
        const int count = 100_000;
        var chunks = PackedChunks.Of(Enumerable.Range(0, 50).Select(i => new ChunkEvent(TimeSpan.FromMilliseconds(20.123 * i), 0, 4, 0, null)));
        var answered = new RequestEvents { Id = 0, Scheduled = default, Sent = default, End = default, Chunks = chunks, PromptAimed = 512, OutputAsked = 128, PromptTokens = 512, OutputTokens = 128, Finish = "length" };
        var requests = Enumerable.Range(0, count).Select(i => answered with { Id = i, Scheduled = TimeSpan.FromMilliseconds(i), Sent = TimeSpan.FromMilliseconds(i + 0.01), Headers = TimeSpan.FromMilliseconds(i + 200), End = TimeSpan.FromMilliseconds(i + 2180) }).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread(); // of this thread: what the process holds also falls with what others let go

        var packed = new PackedRequests();
        foreach (var request in requests) packed.Add(request);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count - chunks.Bytes.Length, 20, 100);
        Assert.Equal(count, packed.Count);
    }

    [Fact]
    public void A_line_of_the_log_is_written_as_the_serializer_writes_it()
    {
        foreach (var request in Some)
        {
            using var output = new MemoryStream();
            using (var writer = new EventLogWriter(output)) writer.Request(3, request);

            Assert.Equal(JsonSerializer.Serialize(new LogLine { Level = 3, Request = request }, LogJson.Default.LogLine) + "\n", Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void Times_are_written_to_the_tick()
    {
        var random = new Random(3);
        long[] ticks = [0, 1, -1, 9, 10_000_000, -10_000_001, 12_300_000, .. Enumerable.Range(0, 1000).Select(_ => random.NextInt64(-10_000_000_000_000, 10_000_000_000_000))];

        foreach (var each in ticks)
        {
            using var output = new MemoryStream();
            using (var json = new Utf8JsonWriter(output)) SecondsConverter.Write(json, TimeSpan.FromTicks(each));

            Assert.Equal(each, (long)(decimal.Parse(Encoding.UTF8.GetString(output.ToArray()), System.Globalization.CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
        }
    }
}
