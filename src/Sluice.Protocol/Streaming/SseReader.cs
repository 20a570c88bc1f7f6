namespace Sluice.Protocol.Streaming;

/// <summary>
/// Cuts bytes into server-sent events by the rules of the HTML standard (section 9.2.6), however the bytes were split on their way:
/// fill <see cref="GetMemory"/>, tell <see cref="Advance"/>, then take events with <see cref="TryRead"/> until it says false.
/// An event that the stream ends in the middle of is never given out. <c>id</c> and <c>retry</c> are skipped: nothing here reconnects.
/// </summary>
public sealed class SseReader : IDisposable
{
    /// <summary>Bytes that a line, or the joined data of one event, may have.</summary>
    public const int MaxLine = 1 << 20;

    const int FirstBuffer = 4 * 1024; // bytes; some 15 chunks of vLLM, and a thousand idle streams hold 4 MiB

    byte[] buffer = StreamBuffers.Pool.Rent(FirstBuffer);
    int lineStart; // first byte not yet taken as part of a line
    int scanned;   // no line end between lineStart and here
    int end;       // bytes received

    int dataStart;
    int dataLength = -1; // -1: the event has no data line yet
    byte[] name = [];
    int nameLength;
    bool afterCarriageReturn;
    bool begun;
    bool delivered;

    /// <summary>True once a line or an event was longer than <see cref="MaxLine"/>: nothing more can be read.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Lines so far that began with a colon.</summary>
    public int Comments { get; private set; }

    /// <summary>Room for the next bytes, never empty.</summary>
    public Memory<byte> GetMemory()
    {
        if (TooLong)
            throw new InvalidOperationException("A line was too long: this stream cannot be read on.");
        Forget();
        var keep = dataLength < 0 ? lineStart : dataStart;
        var kept = end - keep;
        if (kept > buffer.Length / 2)
            Grow(keep, kept);
        else if (keep > 0)
            buffer.AsSpan(keep, kept).CopyTo(buffer);
        lineStart -= keep;
        scanned -= keep;
        dataStart -= keep;
        end = kept;
        return buffer.AsMemory(end);
    }

    /// <summary>Says how many bytes were written into <see cref="GetMemory"/>.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(buffer.Length - end), nameof(count));
        end += count;
    }

    /// <summary>Takes the next event; false when more bytes are needed, or never will help (<see cref="TooLong"/>).</summary>
    public bool TryRead(out SseEvent next)
    {
        Forget();
        while (TryTakeLine(out var start, out var length))
        {
            if (length > 0)
            {
                ReadField(start, length);
                continue;
            }
            if (dataLength >= 0)
            {
                delivered = true;
                next = new(name.AsSpan(0, nameLength), buffer.AsSpan(dataStart, dataLength));
                return true;
            }
            nameLength = 0;
        }
        next = default;
        return false;
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
            StreamBuffers.Pool.Return(buffer);
        buffer = [];
        lineStart = scanned = end = 0;
        dataLength = -1;
    }

    bool TryTakeLine(out int start, out int length)
    {
        start = length = 0;
        if (TooLong)
            return false;
        if (afterCarriageReturn && lineStart < end)
        {
            afterCarriageReturn = false;
            if (buffer[lineStart] == '\n')
                scanned = ++lineStart;
        }

        var found = buffer.AsSpan(scanned, end - scanned).IndexOfAny((byte)'\r', (byte)'\n');
        var lineEnd = found < 0 ? end : scanned + found;
        start = lineStart;
        length = lineEnd - lineStart;
        scanned = lineEnd;
        TooLong = length > MaxLine;
        if (found < 0 || TooLong)
            return false;

        afterCarriageReturn = buffer[lineEnd] == '\r';
        lineStart = scanned = lineEnd + 1;
        if (!begun)
            SkipByteOrderMark(ref start, ref length);
        return true;
    }

    void SkipByteOrderMark(ref int start, ref int length)
    {
        begun = true;
        if (!buffer.AsSpan(start, length).StartsWith("\uFEFF"u8))
            return;
        start += 3;
        length -= 3;
    }

    void ReadField(int start, int length)
    {
        var line = buffer.AsSpan(start, length);
        var colon = line.IndexOf((byte)':');
        if (colon == 0)
        {
            Comments++;
            return;
        }
        var field = colon < 0 ? line : line[..colon];
        var valueStart = colon < 0 ? length : colon + 1;
        if (valueStart < length && line[valueStart] == ' ')
            valueStart++;

        if (field.SequenceEqual("data"u8))
            AddData(start + valueStart, length - valueStart);
        else if (field.SequenceEqual("event"u8))
            SetName(line[valueStart..]);
    }

    /// <summary>The first data line stays where it is; a further one is moved down behind it, over bytes that were taken already.</summary>
    void AddData(int start, int length)
    {
        if (dataLength < 0)
        {
            (dataStart, dataLength) = (start, length);
            return;
        }
        if (dataLength + 1 + length > MaxLine)
        {
            TooLong = true;
            return;
        }
        var behind = dataStart + dataLength;
        buffer[behind] = (byte)'\n';
        buffer.AsSpan(start, length).CopyTo(buffer.AsSpan(behind + 1));
        dataLength += 1 + length;
    }

    void SetName(ReadOnlySpan<byte> value)
    {
        if (name.Length < value.Length)
            name = new byte[value.Length];
        value.CopyTo(name);
        nameLength = value.Length;
    }

    void Forget()
    {
        if (!delivered)
            return;
        delivered = false;
        dataLength = -1;
        nameLength = 0;
    }

    void Grow(int keep, int kept)
    {
        var larger = StreamBuffers.Pool.Rent(buffer.Length * 2);
        buffer.AsSpan(keep, kept).CopyTo(larger);
        StreamBuffers.Pool.Return(buffer);
        buffer = larger;
    }
}
