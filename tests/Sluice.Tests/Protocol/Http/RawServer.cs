using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Protocol.Client;

namespace Sluice.Tests.Protocol.Http;

/// <summary>Answers each request on each connection with the next of some bytes, piece by piece. A last piece of <see cref="Close"/> closes the connection.</summary>
sealed class RawServer : IAsyncDisposable
{
    /// <summary>In place of bytes: the server closes.</summary>
    public const string Close = "\0close";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Queue<string[]> answers;
    readonly List<Task> connections = [];
    readonly List<string> asked = [];
    readonly Task accepting;
    int open;
    int most;
    TaskCompletionSource changed = new();

    /// <param name="answers">Of each request, in the order in which they come; the last one of all further ones.</param>
    public RawServer(params string[][] answers)
    {
        this.answers = new(answers);
        listener.Start();
        Url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
        accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Connections that were accepted so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Heads and bodies of the requests so far.</summary>
    public IReadOnlyList<string> Asked
    {
        get { lock (asked) return [.. asked]; }
    }

    /// <summary>Connections open at once, at most.</summary>
    public int MostOpen => Volatile.Read(ref most);

    public static string[] Bytes(string answer) => [.. answer.Select(each => each.ToString())];

    public ModelClient Client(HttpMessageHandler? handler = null, int most = 64, TimeProvider? time = null) => new(new ModelEndpoint { BaseUrl = Url, MaxConnections = most }, handler, time);

    /// <summary>Completes when so many connections are open.</summary>
    public async Task OpenAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (asked)
            {
                if (open == count) return;
                next = changed.Task;
            }

            await next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(connections);
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                Accepted++;
                Count(1);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                while (await ReadAsync(socket) is { } request)
                {
                    string[] answer;
                    lock (asked)
                    {
                        asked.Add(request);
                        answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
                    }

                    foreach (var piece in answer)
                    {
                        if (piece == Close) return;
                        await socket.SendAsync(Encoding.Latin1.GetBytes(piece), stop.Token);
                    }
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException)
        {
            // The client has gone, or the test is over.
        }
        finally
        {
            Count(-1);
        }
    }

    /// <summary>A whole request; null when the client closed.</summary>
    async Task<string?> ReadAsync(Socket socket)
    {
        var (bytes, text) = (new byte[1 << 16], "");
        while (true)
        {
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length == head + 4 + LengthOf(text[..head])) return text;
            var count = await socket.ReceiveAsync(bytes, stop.Token);
            if (count == 0) return null;
            text += Encoding.Latin1.GetString(bytes, 0, count);
        }
    }

    static int LengthOf(string head) => head.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line[16..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();

    void Count(int change)
    {
        TaskCompletionSource told;
        lock (asked)
        {
            open += change;
            most = Math.Max(most, open);
            (told, changed) = (changed, new());
        }

        told.SetResult();
    }
}
