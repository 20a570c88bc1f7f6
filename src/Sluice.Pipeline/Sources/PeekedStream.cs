namespace Sluice.Pipeline.Sources;

/// <summary>A stream whose first bytes can be looked at before it is read from its beginning, even when it cannot seek.</summary>
internal sealed class PeekedStream(Stream inner) : Stream
{
    ReadOnlyMemory<byte> ahead;

    /// <summary>The first bytes, as many as asked for unless the stream is shorter. They are read again afterwards.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken ct)
    {
        var buffer = new byte[count];
        ahead = buffer.AsMemory(0, await inner.ReadAtLeastAsync(buffer, count, throwOnEndOfStream: false, ct));
        return ahead;
    }

    public override int Read(Span<byte> buffer)
    {
        if (ahead.IsEmpty) return inner.Read(buffer);
        var count = Math.Min(buffer.Length, ahead.Length);
        ahead.Span[..count].CopyTo(buffer);
        ahead = ahead[count..];
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ahead.IsEmpty ? inner.ReadAsync(buffer, cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Stream.DisposeAsync() calls Dispose().
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
