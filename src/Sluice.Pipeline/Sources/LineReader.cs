using System.Runtime.CompilerServices;

namespace Sluice.Pipeline.Sources;

/// <summary>Splits a stream into lines in bounded memory: LF or CRLF, with or without a byte order mark, with or without a last line break.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes)
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    byte[] buffer = new byte[64 * 1024];
    int start, end; // the unread part of the buffer
    long number;
    bool skipping;  // inside a line that passed the limit

    public async IAsyncEnumerable<SourceLine> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            while (NextInBuffer() is { } line) yield return line;

            MakeRoom();
            var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0) break;
            end += read;
        }

        if (skipping || end > start) yield return Line(end, end);
    }

    SourceLine? NextInBuffer()
    {
        var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
        if (length >= 0) return Line(start + length, start + length + 1);

        if (end - start > maxLineBytes)
        {
            skipping = true;
            start = end;
        }

        return null;
    }

    SourceLine Line(int lineEnd, int next)
    {
        var tooLong = skipping || lineEnd - start > maxLineBytes;
        var bytes = tooLong ? default : buffer.AsMemory(start, lineEnd - start);
        if (number == 0 && bytes.Span.StartsWith(ByteOrderMark)) bytes = bytes[ByteOrderMark.Length..];
        if (bytes.Span.EndsWith("\r"u8)) bytes = bytes[..^1];
        skipping = false;
        start = next;
        return new SourceLine(++number, bytes, tooLong);
    }

    void MakeRoom()
    {
        if (skipping) start = end;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
