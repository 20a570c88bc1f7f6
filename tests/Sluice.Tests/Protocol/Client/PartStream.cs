namespace Sluice.Tests.Protocol.Client;

/// <summary>A body that comes part by part.</summary>
sealed class PartStream(IEnumerable<StreamPart> parts) : Stream
{
    readonly Queue<StreamPart> waiting = new(parts);
    ReadOnlyMemory<byte> rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty && waiting.TryDequeue(out var part))
        {
            switch (part)
            {
                case StreamPart.Bytes bytes:
                    rest = bytes.Value;
                    break;
                case StreamPart.Do action:
                    action.Action();
                    break;
                case StreamPart.Fail fail:
                    throw fail.Exception;
                case StreamPart.Hang hang:
                    var hanging = Task.Delay(Timeout.Infinite, cancellationToken);
                    hang.Meanwhile?.Invoke();
                    await hanging;
                    break;
            }
        }
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
