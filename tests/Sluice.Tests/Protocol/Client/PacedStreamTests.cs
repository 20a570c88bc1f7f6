using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Tests.House;
using Xunit.Abstractions;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Streams over a real connection whose next chunk comes only when the last one was read, so that each read has to wait.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class PacedStreamTests(ITestOutputHelper output)
{
    const int Before = 500, Counted = 4000;

    /// <summary>The runtime's HTTP stack takes some 500. What is left is the state of a wait, an object in a debug build and none in a release build.</summary>
    [Fact]
    public async Task A_chunk_that_was_waited_for_costs_little_memory()
    {
        var observer = new Pace();
        var reply = await AskAsync(observer, Before + Counted, Finish + Done, end: "0\r\n\r\n");

        Assert.Null(reply.Failure);
        Assert.Equal(Before + Counted, observer.Texts);
        output.WriteLine($"{observer.Allocated / (double)Counted:0.0} bytes per chunk");
        Assert.InRange(observer.Allocated / (double)Counted, 0, 150);
    }

    [Theory]
    [InlineData("0\r\n\r\n")]
    [InlineData("0\r\nx-trailer: yes\r\n\r\n")]
    public async Task A_body_that_ends_without_finish_is_broken_at_once_though_the_connection_stays_open(string end)
    {
        var reply = await AskAsync(new Pace(), 5, last: "", end);

        Assert.Equal(FailureReason.StreamBroken, reply.Failure!.Reason);
        Assert.Contains("without finish_reason", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_that_look_like_the_end_of_a_body_are_read_on()
    {
        var observer = new Pace();
        var reply = await AskAsync(observer, 50, Finish + Done, "0\r\n\r\n", newLine: "\r\n");

        Assert.Null(reply.Failure);
        Assert.Equal(50, observer.Texts);
    }

    /// <summary>Sends a chunk, waits until it was seen, sends the next; then the last ones and the end of the body, and keeps the connection open.</summary>
    static async Task<Reply> AskAsync(Pace pace, int chunks, string last, string end, string newLine = "\n")
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new SemaphoreSlim(0);
        var serving = Task.Factory.StartNew(() => Serve(listener, pace, chunks, last.Replace("\n", newLine, StringComparison.Ordinal), end, Content("word").Replace("\n", newLine, StringComparison.Ordinal), over), TaskCreationOptions.LongRunning);
        var unlimited = new StreamTimeouts { FirstToken = Timeout.InfiniteTimeSpan, Idle = Timeout.InfiniteTimeSpan, Total = Timeout.InfiniteTimeSpan };
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1"), Timeouts = unlimited });

        var reply = await client.ChatAsync(Question, pace);

        over.Release();
        await serving;
        return reply;
    }

    static void Serve(TcpListener listener, Pace pace, int chunks, string last, string end, string text, SemaphoreSlim over)
    {
        using var socket = listener.AcceptSocket();
        socket.NoDelay = true;
        var asked = 0;
        var question = new byte[1 << 14];
        while (!Encoding.UTF8.GetString(question, 0, asked).EndsWith('}')) asked += socket.Receive(question.AsSpan(asked));
        socket.Send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8);
        var chunk = Chunked(text);
        for (var sent = 0; sent < chunks; sent++)
        {
            socket.Send(chunk);
            pace.Seen.Wait();
        }

        socket.Send([.. last.Length > 0 ? Chunked(last) : [], .. Encoding.UTF8.GetBytes(end)]);
        over.Wait();
    }

    static byte[] Chunked(string text) => Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    sealed class Pace : ChunkObserver
    {
        long _begun;

        public SemaphoreSlim Seen { get; } = new(0);

        public int Texts { get; private set; }

        public long Allocated { get; private set; }

        public override ChunkVerdict Observe(in ReplyChunk chunk)
        {
            if (!chunk.HasText) return ChunkVerdict.Continue;
            Texts++;
            if (Texts == Before) _begun = GC.GetTotalAllocatedBytes(precise: true);
            if (Texts == Before + Counted) Allocated = GC.GetTotalAllocatedBytes(precise: true) - _begun;
            Seen.Release();
            return ChunkVerdict.Continue;
        }
    }
}
