using System.Text;
using Sluice.Protocol.Http;

namespace Sluice.Tests.Protocol.Http;

public sealed class BodyFramingTests
{
    [Fact]
    public void A_chunked_body_is_whole_however_it_was_split()
    {
        const string sent = "5;x=y\r\nhello\r\n1\r\n,\r\nC\r\n wide\r\nworld\r\n0\r\nx: y\r\n\r\n";

        for (var first = 0; first <= sent.Length; first++)
        {
            for (var second = first; second <= sent.Length; second++) Assert.Equal("hello, wide\r\nworld", Decode(BodyFraming.Chunked(), sent[..first], sent[first..second], sent[second..]));
        }
    }

    [Fact]
    public void What_comes_behind_a_body_is_not_its_own_and_is_told()
    {
        foreach (var (framing, sent) in new[] { (BodyFraming.Chunked(), "2\r\nab\r\n0\r\n\r\nHTTP"), (BodyFraming.OfLength(2), "abHTTP") })
        {
            var one = framing;
            var bytes = Encoding.Latin1.GetBytes(sent);

            Assert.Equal(2, one.Decode(bytes));
            Assert.Equal("ab", Encoding.Latin1.GetString(bytes, 0, 2));
            Assert.Equal((true, true), (one.IsWhole, one.HasSurplus));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData(";\r\n")]
    [InlineData("g\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("1000000000000000\r\n")]
    [InlineData("1\r\nab")]
    public void Broken_framing_is_no_body(string sent) => Assert.Throws<IOException>(() => Decode(BodyFraming.Chunked(), sent));

    [Fact]
    public void Extensions_and_trailers_have_a_limit()
    {
        Assert.Throws<IOException>(() => Decode(BodyFraming.Chunked(), "1;" + new string('x', 70_000)));
        Assert.Throws<IOException>(() => Decode(BodyFraming.Chunked(), "0\r\n" + string.Concat(Enumerable.Repeat("x: y\r\n", 20_000))));
    }

    static string Decode(BodyFraming framing, params string[] parts)
    {
        var text = "";
        foreach (var part in parts)
        {
            var bytes = Encoding.Latin1.GetBytes(part);
            text += Encoding.Latin1.GetString(bytes, 0, framing.Decode(bytes));
        }

        return framing.IsWhole ? text : throw new InvalidOperationException("not whole");
    }
}
