using System.Net;
using System.Net.Sockets;

namespace Sluice.Protocol.Http;

/// <summary>The connections to one server: so many at once, used again while they are young, the last used first.</summary>
/// <param name="most">Connections in use at once; who wants more waits.</param>
/// <param name="patience">Until a connection stands.</param>
sealed class PlainHost(Uri url, int most, TimeSpan patience, TimeProvider time) : IDisposable
{
    /// <summary>uvicorn, under vLLM and SGLang, closes a connection after 5 s of silence; one used again at that moment is reset.</summary>
    static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(4);

    /// <summary>Long enough to see a new address of a name, since a connection that is never idle is never closed.</summary>
    static readonly TimeSpan MostAge = TimeSpan.FromMinutes(15);

    /// <summary>Connections that are opened at once ahead of requests: servers keep a short list of those they have not taken yet.</summary>
    const int OpenedAtOnce = 64;

    readonly EndPoint address = IPAddress.TryParse(url.IdnHost, out var known) ? new IPEndPoint(known, url.Port) : new DnsEndPoint(url.IdnHost, url.Port);
    readonly SemaphoreSlim places = new(most);
    readonly Lock gate = new();
    readonly List<PlainConnection> idle = []; // by when they became it
    ITimer? sweeper;
    int opened;
    bool disposed;

    public int Opened => Volatile.Read(ref opened);

    /// <summary>A connection that is the caller's until it ends an answer on it or drops it.</summary>
    public async ValueTask<PlainConnection> TakeAsync(CancellationToken ct)
    {
        await places.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return TakeIdle() ?? await ConnectAsync(ct).ConfigureAwait(false);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>Its answer was read to the end and the server keeps it open.</summary>
    public void GiveBack(PlainConnection connection)
    {
        Keep(connection); // first, or who waits for the place opens another one
        places.Release();
    }

    public void Drop(PlainConnection connection)
    {
        connection.Dispose();
        places.Release();
    }

    /// <summary>Has so many connections idle; fewer where the server takes no more, which the requests will tell.</summary>
    public async Task OpenAsync(int connections, CancellationToken ct)
    {
        var missing = Math.Min(connections, most);
        lock (gate)
            missing -= idle.Count(connection => connection.IdleFor(time) < MostIdle / 2);
        for (; missing > 0; missing -= OpenedAtOnce)
        {
            var opening = Enumerable.Range(0, Math.Min(missing, OpenedAtOnce)).Select(_ => ConnectAsync(ct).AsTask()).ToList();
            var failed = false;
            foreach (var each in opening)
            {
                try
                {
                    Keep(await each.ConfigureAwait(false));
                }
                catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
                {
                    failed = true;
                }
            }
            if (failed)
                return;
        }
    }

    public void Dispose()
    {
        PlainConnection[] closing;
        lock (gate)
        {
            disposed = true;
            closing = [.. idle];
            idle.Clear();
            sweeper?.Dispose();
        }
        foreach (var connection in closing)
            connection.Dispose();
    }

    PlainConnection? TakeIdle()
    {
        while (true)
        {
            PlainConnection connection;
            lock (gate)
            {
                if (idle.Count == 0)
                    return null;
                connection = idle[^1];
                idle.RemoveAt(idle.Count - 1);
            }
            if (connection.IdleFor(time) < MostIdle && connection.Age(time) < MostAge && connection.IsQuiet)
                return connection;
            connection.Dispose();
        }
    }

    void Keep(PlainConnection connection)
    {
        connection.BecameIdle(time);
        lock (gate)
        {
            if (!disposed)
            {
                idle.Add(connection);
                if (idle.Count == 1)
                    SweepLater();
                return;
            }
        }
        connection.Dispose();
    }

    void SweepLater()
    {
        sweeper ??= time.CreateTimer(static host => ((PlainHost)host!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        sweeper.Change(MostIdle, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Closes what nobody wanted for so long.</summary>
    void Sweep()
    {
        PlainConnection[] old;
        lock (gate)
        {
            if (disposed)
                return;
            old = [.. idle.TakeWhile(connection => connection.IdleFor(time) >= MostIdle)];
            idle.RemoveRange(0, old.Length);
            if (idle.Count > 0)
                SweepLater();
        }
        foreach (var connection in old)
            connection.Dispose();
    }

    async ValueTask<PlainConnection> ConnectAsync(CancellationToken ct)
    {
        var socket = address is IPEndPoint direct ? new Socket(direct.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            socket.NoDelay = true;
            if (patience != Timeout.InfiniteTimeSpan)
                limit.CancelAfter(patience);
            await socket.ConnectAsync(address, limit.Token).ConfigureAwait(false);
            Interlocked.Increment(ref opened);
            return new PlainConnection(socket, this, time.GetTimestamp());
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            var unknown = problem.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain;
            throw new HttpRequestException(unknown ? HttpRequestError.NameResolutionError : HttpRequestError.ConnectionError, problem.Message, problem);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
