using System.Buffers;
using System.Text;
using Sluice.Protocol.Streaming;

namespace Sluice.Tests.Protocol.Streaming;

public sealed class SseWriterTests
{
    readonly ArrayBufferWriter<byte> output = new();

    [Theory]
    [InlineData("one", "data: one\n\n")]
    [InlineData("", "data: \n\n")]
    [InlineData("a\nb\r\nc\rd", "data: a\ndata: b\ndata: c\ndata: d\n\n")]
    [InlineData("end\n", "data: end\ndata: \n\n")]
    public void Each_line_of_the_data_gets_its_own_field(string data, string written)
    {
        SseWriter.WriteData(output, Encoding.UTF8.GetBytes(data));

        Assert.Equal(written, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_comment_is_one_line()
    {
        SseWriter.WriteComment(output, "still here"u8);

        Assert.Equal(": still here\n\n", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Throws<ArgumentException>(() => SseWriter.WriteComment(output, "a\ndata: b"u8));
    }
}
