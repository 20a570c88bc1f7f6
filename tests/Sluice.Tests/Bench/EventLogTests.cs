using Sluice.Bench.Events;

namespace Sluice.Tests.Bench;

public sealed class EventLogTests
{
    static readonly RequestEvents Request = new(7, TimeSpan.Zero,
        new RequestTiming(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 100, 5),
        [new ChunkEvent(TimeSpan.FromSeconds(1), 1), new ChunkEvent(TimeSpan.FromSeconds(1.5), 2), new ChunkEvent(TimeSpan.FromSeconds(3), 2)]);

    [Fact]
    public void A_log_is_read_back_as_it_was_written()
    {
        var text = new StringWriter();
        EventLog.Write(text, [Request, Request with { Id = 8, Chunks = [], Timing = new RequestTiming(TimeSpan.Zero, null, null, 3, 0) }]);

        var read = EventLog.Read(new StringReader(text.ToString())).ToList();

        Assert.Equal(Request.Timing, read[0].Timing);
        Assert.Equal(Request.Chunks, read[0].Chunks);
        Assert.Null(read[1].Timing.FirstToken);
        Assert.Equal(8, read[1].Id);
    }

    [Fact]
    public void Tpot_is_one_value_per_request_and_itl_one_per_gap()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.5), Request.Timing.TimePerOutputToken);
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)], Request.InterTokenLatencies());
        Assert.Equal(TimeSpan.FromSeconds(0.5), Request.Timing.TimeToFirstToken);
        Assert.Equal(TimeSpan.FromSeconds(2.5), Request.Timing.EndToEnd);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"id\": 1}")]
    [InlineData("[]")]
    [InlineData("{\"id\": 1, \"scheduled\": 0, \"sent\": 0, \"prompt_tokens\": 1, \"output_tokens\": 1, \"chunks\": [[1]]}")]
    public void A_damaged_line_is_named(string line) =>
        Assert.StartsWith("line 1 is not a request's events", Assert.Throws<FormatException>(() => EventLog.Read(new StringReader(line)).ToList()).Message, StringComparison.Ordinal);
}
