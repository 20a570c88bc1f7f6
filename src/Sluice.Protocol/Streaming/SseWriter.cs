using System.Buffers;

namespace Sluice.Protocol.Streaming;

/// <summary>Writes server-sent events as bytes.</summary>
public static class SseWriter
{
    /// <summary>One event; a line break in the data becomes a further data line, which readers join again with a line feed.</summary>
    public static void WriteData(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        while (true)
        {
            var end = data.IndexOfAny((byte)'\r', (byte)'\n');
            output.Write("data: "u8);
            output.Write(end < 0 ? data : data[..end]);
            output.Write("\n"u8);
            if (end < 0)
                break;
            data = data[(end + (data[end..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }
        output.Write("\n"u8);
    }

    /// <summary>The event that ends an OpenAI stream.</summary>
    public static void WriteDone(IBufferWriter<byte> output) => output.Write("data: [DONE]\n\n"u8);

    /// <summary>A line that readers skip: keeps an idle connection alive.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="comment">Without line breaks.</param>
    public static void WriteComment(IBufferWriter<byte> output, ReadOnlySpan<byte> comment)
    {
        if (comment.ContainsAny((byte)'\r', (byte)'\n'))
            throw new ArgumentException("A comment is one line.", nameof(comment));
        output.Write(": "u8);
        output.Write(comment);
        output.Write("\n\n"u8);
    }
}
