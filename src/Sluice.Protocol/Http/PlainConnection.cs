using System.Net.Sockets;
using Sluice.Protocol.Streaming;

namespace Sluice.Protocol.Http;

/// <summary>One connection, and one exchange at a time on it. While it waits for bytes it holds no memory of its own.</summary>
/// <param name="socket">Connected; disposed with this.</param>
/// <param name="opened">Timestamp.</param>
sealed class PlainConnection(Socket socket, PlainHost host, long opened) : IDisposable
{
    const int HeadBytes = 1024; // at first; most heads have some 200

    /// <summary>Bytes that the head of an answer may have, as in the runtime's stack.</summary>
    const int MostHead = 64 << 10;

    long idleSince; // timestamp

    /// <summary>Whether the server neither closed it nor said anything without being asked.</summary>
    public bool IsQuiet => !socket.Poll(0, SelectMode.SelectRead);

    public TimeSpan Age(TimeProvider time) => time.GetElapsedTime(opened);

    public TimeSpan IdleFor(TimeProvider time) => time.GetElapsedTime(idleSince);

    public void BecameIdle(TimeProvider time) => idleSince = time.GetTimestamp();

    /// <summary>Sends a request and reads the head of its answer. Whatever fails drops the connection.</summary>
    public async Task<HttpResponseMessage> AskAsync(RequestBody body, byte[] head, CancellationToken ct)
    {
        var whole = false;
        SocketException? unsent = null;
        try
        {
            using (body)
                unsent = await SendAsync(body.WithHead(head), ct).ConfigureAwait(false);
            var response = await ReadHeadAsync(ct).ConfigureAwait(false);
            whole = true;
            return response;
        }
        catch (Exception problem) when (problem is SocketException || (unsent is not null && problem is HttpRequestException))
        {
            var first = unsent ?? problem;
            throw new HttpRequestException(first.Message, first);
        }
        finally
        {
            if (!whole)
                host.Drop(this);
        }
    }

    /// <summary>As it comes from the network, 0 at its end.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken ct) => socket.ReceiveAsync(buffer, SocketFlags.None, ct);

    /// <summary>The answer on it is read.</summary>
    public void Ended(bool reusable)
    {
        if (reusable)
            host.GiveBack(this);
        else
            host.Drop(this);
    }

    public void Dispose() => socket.Dispose();

    /// <summary>What kept it from sending all is returned: a server that refuses a long body answers and closes before it has read that, and its answer counts.</summary>
    async ValueTask<SocketException?> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, ct).ConfigureAwait(false)..];
            return null;
        }
        catch (SocketException problem)
        {
            return problem;
        }
    }

    async ValueTask<HttpResponseMessage> ReadHeadAsync(CancellationToken ct)
    {
        var (buffer, came) = (StreamBuffers.Pool.Rent(HeadBytes), 0);
        try
        {
            while (true)
            {
                if (ResponseHead.TryRead(buffer.AsSpan(0, came), out var head))
                {
                    if (head.IsInterim)
                    {
                        buffer.AsSpan(head.Length, came - head.Length).CopyTo(buffer);
                        came -= head.Length;
                        continue;
                    }
                    var content = new PlainContent(new PlainBody(this, head.Framing, head.KeepsOpen, buffer, head.Length, came));
                    buffer = []; // the body's now
                    return head.ToResponse(content);
                }
                if (came == buffer.Length)
                    buffer = Grown(buffer, came);
                var read = await socket.ReceiveAsync(buffer.AsMemory(came), SocketFlags.None, ct).ConfigureAwait(false);
                if (read == 0)
                    throw came == 0 ? new HttpRequestException(HttpRequestError.ResponseEnded, "the server closed the connection") : ResponseHead.Invalid("the head of the answer has no end");
                came += read;
            }
        }
        finally
        {
            if (buffer.Length > 0)
                StreamBuffers.Pool.Return(buffer);
        }
    }

    static byte[] Grown(byte[] buffer, int came)
    {
        if (came >= MostHead)
            throw ResponseHead.Invalid(FormattableString.Invariant($"the head of the answer is longer than {MostHead >> 10} KiB"));
        var larger = StreamBuffers.Pool.Rent(2 * came);
        buffer.AsSpan(0, came).CopyTo(larger);
        StreamBuffers.Pool.Return(buffer);
        return larger;
    }
}
