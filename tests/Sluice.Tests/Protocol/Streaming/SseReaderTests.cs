using System.Text;
using Sluice.Protocol.Streaming;

namespace Sluice.Tests.Protocol.Streaming;

/// <summary>The rules of the HTML standard, section 9.2.6, and the limits that are ours.</summary>
public sealed class SseReaderTests
{
    [Theory]
    [InlineData("data: one\n\n", "one")]
    [InlineData("data:one\n\n", "one")]
    [InlineData("data:  two spaces\n\n", " two spaces")]
    [InlineData("data: one\r\rdata: two\r\r", "one|two")]
    [InlineData("data: one\r\n\r\ndata: two\r\n\r\n", "one|two")]
    [InlineData("data: a\r\ndata: b\ndata: c\r\n\n", "a/b/c")]
    [InlineData("data: a\nevent: ping\ndata: much longer than the first\n\n", "ping=a/much longer than the first")]
    [InlineData("data\n\n", "")]
    [InlineData("data\ndata\n\n", "/")]
    [InlineData("data:\n\ndata: x\n\n", "|x")]
    [InlineData(": comment\n\n:\n\ndata: x\n\n", "x")]
    [InlineData("event: error\ndata: bad\n\ndata: next\n\n", "error=bad|next")]
    [InlineData("event: nothing\n\ndata: x\n\n", "x")]
    [InlineData("event: a\nevent: b\ndata: x\n\n", "b=x")]
    [InlineData("id: 1\nretry: 5\nunknown: y\nDATA: no\ndatax: no\ndata: x\n\n", "x")]
    [InlineData("data: a:b: c\n\n", "a:b: c")]
    [InlineData("\n\n\ndata: x\n\n\n\n", "x")]
    [InlineData("data: unfinished", null)]
    [InlineData("data: unfinished\n", null)]
    [InlineData("", null)]
    public void An_event_is_what_the_standard_says(string stream, string? events) =>
        Assert.Equal(events ?? "(none)", Show(SseFeed.All(Encoding.UTF8.GetBytes(stream))));

    [Fact]
    public void A_byte_order_mark_counts_at_the_beginning_only()
    {
        Assert.Equal("x", Show(SseFeed.All([.. "\uFEFFdata: x\n\n"u8])));
        Assert.Equal("\uFEFFx", Show(SseFeed.All([.. "data: \uFEFFx\n\n"u8])));
        Assert.Equal("(none)", Show(SseFeed.All([.. "\n\uFEFFdata: x\n\n"u8])));
    }

    [Fact]
    public void A_stream_reads_the_same_at_every_split_point()
    {
        byte[] stream = [.. "\uFEFF: hi\r\nevent: größe\r\ndata: {\"a\":\"世🌍\"}\r\n\r\ndata: one\rdata:two\r\r\n\ndata: three\n\n"u8];
        var whole = SseFeed.All(stream);

        Assert.Equal(["größe={\"a\":\"世🌍\"}", "one\ntwo", "three"], whole);
        for (var first = 0; first <= stream.Length; first++)
        {
            for (var second = first; second <= stream.Length; second++)
                Assert.Equal(whole, SseFeed.Parts(stream[..first], stream[first..second], stream[second..]));
        }
        Assert.Equal(whole, SseFeed.Parts([.. stream.Select(one => new[] { one })]));
    }

    [Fact]
    public void An_event_is_given_out_before_the_second_half_of_its_line_end_came()
    {
        using var reader = new SseReader();

        Assert.Equal(["x"], SseFeed.Add(reader, "data: x\r\n\r"u8));
        Assert.Equal(["y"], SseFeed.Add(reader, "\ndata: y\r\n\r"u8));
    }

    [Fact]
    public void Comments_are_counted()
    {
        using var reader = new SseReader();

        SseFeed.Add(reader, ": ping\n\n: ping\n\ndata: x\n\n"u8);

        Assert.Equal(2, reader.Comments);
    }

    [Theory]
    [InlineData(SseReader.MaxLine, false)]
    [InlineData(SseReader.MaxLine + 1, true)]
    public void A_line_may_have_a_mebibyte(int length, bool tooLong)
    {
        using var reader = new SseReader();

        var events = SseFeed.Add(reader, [.. "data: "u8, .. new byte[length - 6], .. "\n\n"u8]);

        Assert.Equal(tooLong, reader.TooLong);
        Assert.Equal(tooLong ? 0 : 1, events.Count);
    }

    [Fact]
    public void A_line_without_end_is_given_up_at_the_limit()
    {
        using var reader = new SseReader();

        for (var sent = 0; !reader.TooLong; sent += 4096)
        {
            Assert.True(sent <= SseReader.MaxLine);
            SseFeed.Add(reader, new byte[4096]);
        }

        Assert.Throws<InvalidOperationException>(() => reader.GetMemory());
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Many_short_data_lines_have_the_same_limit()
    {
        using var reader = new SseReader();
        byte[] line = [.. "data: "u8, .. new byte[1000], .. "\n"u8];

        var lines = 0;
        for (; !reader.TooLong; lines++)
            SseFeed.Add(reader, line);

        Assert.Equal(SseReader.MaxLine / 1001 + 1, lines);
    }

    static string Show(List<string> events) =>
        events.Count == 0 ? "(none)" : string.Join('|', events).Replace('\n', '/');
}
