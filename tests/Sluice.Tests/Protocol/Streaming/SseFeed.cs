using System.Text;
using Sluice.Protocol.Streaming;

namespace Sluice.Tests.Protocol.Streaming;

/// <summary>Feeds bytes to a reader and collects its events as <c>data</c> or <c>name=data</c>.</summary>
static class SseFeed
{
    public static List<string> All(byte[] stream) => Parts(stream);

    public static List<string> Parts(params byte[][] parts)
    {
        using var reader = new SseReader();
        var events = new List<string>();
        foreach (var part in parts)
            events.AddRange(Add(reader, part));
        return events;
    }

    public static List<string> Add(SseReader reader, ReadOnlySpan<byte> bytes)
    {
        var events = new List<string>();
        while (bytes.Length > 0 && !reader.TooLong)
        {
            var room = reader.GetMemory();
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room.Span);
            bytes = bytes[count..];
            reader.Advance(count);
            while (reader.TryRead(out var next))
                events.Add((next.Name.Length > 0 ? Encoding.UTF8.GetString(next.Name) + "=" : "") + Encoding.UTF8.GetString(next.Data));
        }
        return events;
    }
}
