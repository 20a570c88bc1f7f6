using System.Text;
using Sluice.Protocol.Streaming;

namespace Sluice.Tests.Protocol.Streaming;

/// <summary>Random bytes against a second reader that is slow, plain and works on whole lines.</summary>
public sealed class SseFuzzTests
{
    const int Seed = 20261121;
    const string Alphabet = "\r\n\r\n:  datadatadata:event: {x}ü\uFEFF";

    [Fact]
    public void Any_bytes_in_any_parts_read_as_the_plain_reader_reads_them()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 4000; round++)
        {
            var stream = RandomStream(random);

            var events = SseFeed.Parts(RandomParts(random, stream));

            Assert.Equal(PlainReader(stream), events);
        }
    }

    [Fact]
    public void Damaged_streams_are_read_without_a_throw_and_without_inventing_bytes()
    {
        var random = new Random(Seed + 1);
        byte[] good = [.. "data: {\"choices\":[{\"delta\":{\"content\":\"Grüße\"}}]}\r\n\r\n: ping\n\nevent: e\ndata: a\ndata: b\n\ndata: [DONE]\n\n"u8];
        for (var round = 0; round < 4000; round++)
        {
            var stream = good.ToArray();
            for (var damage = random.Next(1, 6); damage > 0; damage--)
                stream[random.Next(stream.Length)] = (byte)random.Next(256);

            var events = SseFeed.Parts(RandomParts(random, stream));

            Assert.Equal(PlainReader(stream), events);
        }
    }

    static byte[] RandomStream(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(120); length > 0; length--)
        {
            _ = random.Next(6) switch
            {
                0 => text.Append("data:"),
                1 => text.Append("\n\n"),
                _ => text.Append(Alphabet[random.Next(Alphabet.Length)]),
            };
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static byte[][] RandomParts(Random random, byte[] stream)
    {
        var parts = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            var next = Math.Min(stream.Length, at + random.Next(1, 12));
            parts.Add(stream[at..next]);
            at = next;
        }
        return [.. parts];
    }

    /// <summary>Latin-1 keeps one character per byte, so that line rules can work on text; the values are decoded at the end.</summary>
    static List<string> PlainReader(byte[] stream)
    {
        var text = Encoding.Latin1.GetString(stream).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal))
            text = text[3..];
        var lines = text.Split('\n');

        var (events, name, data) = (new List<string>(), "", (string?)null);
        foreach (var line in lines.SkipLast(1))
        {
            if (line.Length == 0)
            {
                if (data is not null)
                    events.Add((name.Length > 0 ? Utf8(name) + "=" : "") + Utf8(data));
                (name, data) = ("", null);
                continue;
            }
            var parts = line.Split(':', 2);
            var value = parts.Length == 1 ? "" : parts[1].StartsWith(' ') ? parts[1][1..] : parts[1];
            if (parts[0] == "data")
                data = data is null ? value : data + "\n" + value;
            else if (parts[0] == "event")
                name = value;
        }
        return events;
    }

    static string Utf8(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));
}
