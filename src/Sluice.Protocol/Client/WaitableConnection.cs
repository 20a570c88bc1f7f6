using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Sluice.Protocol.Client;

/// <summary>
/// A TCP connection under the HTTP stack, on which a reader can wait for bytes before it asks the stack for them. The stack makes several objects
/// for each read that has to wait, some 400 bytes; a read of what is already here makes none, and that is the difference between streams that feed the
/// garbage collector and streams that do not.
/// </summary>
/// <param name="socket">Connected; disposed with this.</param>
sealed class WaitableConnection(Socket socket) : Stream
{
    const int Room = 4096; // bytes; some fifteen chunks of vLLM, and a thousand connections hold 4 MiB

    const uint EmptyLine = 0x0D0A0D0A; // \r\n\r\n

    static readonly AsyncLocal<Claim?> Asking = new();

    readonly NetworkStream inner = new(socket, ownsSocket: true);
    byte[] ahead = [];
    int taken; // of ahead, handed on
    int came;  // of ahead, received
    bool ended;
    IOException? broken;
    uint tail; // the last four bytes handed on

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>From here on, in this flow of calls, the connection that a request is written to is noted.</summary>
    public static Claim Follow() => Asking.Value = new Claim();

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, ct).ConfigureAwait(false);
            return new WaitableConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Returns when there is something to read, be it the end; at once where a chunked body may have ended, since nothing comes behind it. Only for who reads
    /// a body without encryption and of unknown length, and has taken all that the stack had.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WaitAsync(CancellationToken ct)
    {
        if (taken < came || ended || broken is not null || tail == EmptyLine)
            return;
        if (ahead.Length == 0)
            ahead = new byte[Room];
        try
        {
            (taken, came) = (0, await socket.ReceiveAsync(ahead.AsMemory(), SocketFlags.None, ct).ConfigureAwait(false));
            ended = came == 0;
        }
        catch (SocketException problem)
        {
            broken = new IOException(problem.Message, problem); // told to the stack, which then knows that the connection is of no more use
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (taken < came)
        {
            var count = Math.Min(buffer.Length, came - taken);
            ahead.AsSpan(taken, count).CopyTo(buffer.Span);
            taken += count;
            Note(buffer.Span[..count]);
            return new(count);
        }
        if (broken is not null)
            return ValueTask.FromException<int>(broken);
        return ended ? new(0) : ReceiveAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Asking.Value is { } claim)
            claim.Connection = this;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A connection is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A connection is written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken ct)
    {
        var count = await inner.ReadAsync(buffer, ct).ConfigureAwait(false);
        Note(buffer.Span[..count]);
        return count;
    }

    void Note(ReadOnlySpan<byte> bytes)
    {
        foreach (var each in bytes[Math.Max(0, bytes.Length - 4)..])
            tail = tail << 8 | each;
    }

    /// <summary>Learns which connection one request was written to.</summary>
    public sealed class Claim
    {
        /// <summary>Null before it was written, and where the connections are not of this kind.</summary>
        public WaitableConnection? Connection { get; set; }
    }
}
