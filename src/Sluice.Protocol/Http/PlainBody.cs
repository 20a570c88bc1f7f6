using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Sluice.Protocol.Streaming;

namespace Sluice.Protocol.Http;

/// <summary>
/// The body of one answer. What comes is received into the reader's own buffer and freed of its framing there, so that a stream that waits holds no other.
/// Disposed before its end, it closes the connection, which tells the server to stop.
/// </summary>
sealed class PlainBody : Stream
{
    readonly PlainConnection connection;
    readonly bool keepsOpen;
    BodyFraming framing;
    byte[] ahead; // came with the head; empty when it was taken
    int taken;
    int came;
    bool ended;

    /// <param name="ahead">From <see cref="StreamBuffers"/>, with what came behind the head between the two numbers; given back here.</param>
    public PlainBody(PlainConnection connection, BodyFraming framing, bool keepsOpen, byte[] ahead, int taken, int came)
    {
        (this.connection, this.framing, this.keepsOpen, this.ahead, this.taken, this.came) = (connection, framing, keepsOpen, ahead, taken, came);
        if (taken == came)
            ForgetAhead();
        if (framing.IsWhole)
            End();
    }

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (!ended && !buffer.IsEmpty)
            {
                var count = TakeAhead(buffer.Span);
                if (count == 0)
                    count = await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                var given = Take(buffer.Span[..count]);
                if (given > 0)
                    return given;
            }
            return 0;
        }
        catch (SocketException problem)
        {
            throw new IOException(problem.Message, problem);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A body is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            ended = true;
            ForgetAhead();
            connection.Ended(reusable: false);
        }
        base.Dispose(disposing);
    }

    /// <summary>Leaves the body's own of what came at the beginning; nothing came where the connection ended.</summary>
    int Take(Span<byte> bytes)
    {
        var given = framing.Decode(bytes);
        if (bytes.IsEmpty && !framing.EndsByClose)
            throw new IOException("the server closed the connection before the end of the body");
        if (bytes.IsEmpty || framing.IsWhole)
            End();
        return given;
    }

    int TakeAhead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, came - taken);
        ahead.AsSpan(taken, count).CopyTo(buffer);
        taken += count;
        if (taken == came)
            ForgetAhead();
        return count;
    }

    void ForgetAhead()
    {
        if (ahead.Length > 0)
            StreamBuffers.Pool.Return(ahead);
        (ahead, taken, came) = ([], 0, 0);
    }

    /// <summary>From here on the connection is another request's.</summary>
    void End()
    {
        ended = true;
        var surplus = framing.HasSurplus || taken < came;
        ForgetAhead();
        connection.Ended(keepsOpen && framing.IsWhole && !surplus);
    }
}
