using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Testing;
using Sluice.Tests.Protocol.Client;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Http;

public sealed class PlainTransportTests
{
    static readonly string Events = Content("answer") + Finish + Done;
    static readonly string Answer = $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {Events.Length}\r\n\r\n{Events}";

    [Fact]
    public async Task A_request_is_sent_with_the_headers_of_the_endpoint()
    {
        await using var server = new RawServer([Answer]);
        var endpoint = new ModelEndpoint { BaseUrl = new(server.Url + "?key=a%20b"), Key = new("secret"), Headers = new Dictionary<string, string> { ["user-agent"] = "mine", ["X-More"] = "yes" } };
        using var client = new ModelClient(endpoint);

        var reply = await client.ChatAsync(Question);

        Assert.Null(reply.Failure);
        var body = Encoding.UTF8.GetString(client.BodyOf(Question).Span);
        Assert.Equal(
            $"""
            POST /v1/chat/completions?key=a%20b HTTP/1.1
            Host: 127.0.0.1:{server.Url.Port}
            User-Agent: mine
            Authorization: Bearer secret
            X-More: yes
            Content-Type: application/json
            Content-Length: {body.Length}

            {body}
            """.ReplaceLineEndings("\r\n"),
            server.Asked.Single());
    }

    [Fact]
    public async Task An_answer_with_two_lengths_is_refused()
    {
        await using var server = new RawServer([Answer.Replace("Content-Length", "Content-Length: 5\r\nContent-Length", StringComparison.Ordinal)]);
        using var client = server.Client();

        var reply = await client.ChatAsync(Question);

        Assert.Equal(FailureReason.Transport, reply.Failure!.Reason);
        Assert.Contains("is no length, or not the only one", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connection: close\r\n", "")]
    [InlineData("", "HTTP/1.1 408 Request Timeout\r\n\r\n")]
    public async Task A_connection_that_the_server_gave_up_is_not_used_again(string header, string behind)
    {
        var last = Answer.Replace("Content-Length", header + "Content-Length", StringComparison.Ordinal) + behind;
        await using var server = new RawServer([last]);
        using var client = server.Client();

        for (var i = 0; i < 3; i++) Assert.Null((await client.ChatAsync(Question)).Failure);

        Assert.Equal(3, client.ConnectionsOpened);
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_nobody_used_it_costs_no_request()
    {
        await using var server = new RawServer([Answer, RawServer.Close], [Answer]);
        using var client = server.Client(time: new ManualClock());

        Assert.Null((await client.ChatAsync(Question)).Failure);
        await server.OpenAsync(0);
        Assert.Null((await client.ChatAsync(Question)).Failure);

        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task A_request_whose_connection_breaks_is_not_sent_again_by_itself()
    {
        await using var server = new RawServer([Answer], [RawServer.Close], [Answer]);
        using var client = server.Client(time: new ManualClock());

        Assert.Null((await client.ChatAsync(Question)).Failure);
        var reply = await client.ChatAsync(Question);

        Assert.Equal(FailureReason.Transport, reply.Failure!.Reason);
        Assert.EndsWith("closed the connection without an answer", reply.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task A_refusal_that_comes_before_all_was_sent_is_read()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync();
            await socket.ReceiveAsync(new byte[100]);
            await socket.SendAsync("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        });
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1") });

        var reply = await client.ChatAsync(Question with { Messages = [new("user", new string('x', 16 << 20))] });
        await serving;

        Assert.Equal((FailureReason.Request, 413), (reply.Failure!.Reason, reply.Failure.HttpStatus));
    }

    [Fact]
    public async Task A_stream_that_is_cut_closes_its_connection()
    {
        await using var server = new RawServer(["HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + Content("too much")], [Answer]);
        using var client = server.Client();

        var reply = await client.ChatAsync(Question, new RecordingObserver(stopAt: "too"));
        await server.OpenAsync(0);

        Assert.Equal("saw too", reply.Failure!.Detail);
        Assert.Null((await client.ChatAsync(Question)).Failure);
    }

    [Fact]
    public async Task Connections_are_no_more_than_allowed_and_the_rest_wait()
    {
        await using var server = new RawServer([Answer]);
        using var client = server.Client(most: 2, time: new ManualClock());

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ChatAsync(Question)));

        Assert.All(replies, reply => Assert.Null(reply.Failure));
        Assert.InRange(server.MostOpen, 1, 2);
    }

    [Fact]
    public async Task A_place_is_free_again_whatever_became_of_a_request()
    {
        await using var server = new RawServer([RawServer.Close], ["nonsense\r\n\r\n"], ["HTTP/1.1 204 No Content\r\n\r\n"], [Answer]);
        using var client = server.Client(most: 1);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        for (var i = 0; i < 3; i++) Assert.NotNull((await client.ChatAsync(Question)).Failure);
        Assert.Equal(FailureReason.Cancelled, (await client.ChatAsync(Question, ct: cancelled.Token)).Failure!.Reason);

        Assert.Equal("answer", (await client.ChatAsync(Question)).Content);
    }

    [Fact]
    public async Task Connections_can_be_opened_before_they_are_needed()
    {
        await using var server = new RawServer([Answer]);
        using var client = server.Client(time: new ManualClock());

        await client.OpenConnectionsAsync(5);
        await server.OpenAsync(5);
        await client.OpenConnectionsAsync(5);
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.ChatAsync(Question)));

        Assert.All(replies, reply => Assert.Null(reply.Failure));
        Assert.Equal((5, 5), (client.ConnectionsOpened, server.Accepted));
    }

    [Fact]
    public async Task Opening_where_nobody_listens_is_left_for_the_requests_to_tell()
    {
        using var port = new DeafPort();
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = port.Url });

        await client.OpenConnectionsAsync(100);

        Assert.Equal(FailureReason.Transport, (await client.ChatAsync(Question)).Failure!.Reason);
    }

    [Fact]
    public async Task A_connection_that_nobody_wants_for_four_seconds_is_closed()
    {
        await using var server = new RawServer([Answer]);
        var clock = new ManualClock();
        using var client = server.Client(time: clock);
        await client.OpenConnectionsAsync(3);
        await server.OpenAsync(3);

        clock.Advance(TimeSpan.FromSeconds(4));

        await server.OpenAsync(0);
    }

    [Fact]
    public async Task A_header_about_framing_is_left_to_the_runtimes_stack()
    {
        await using var server = new RawServer([Answer]);
        using var client = new ModelClient(new ModelEndpoint { BaseUrl = server.Url, Headers = new Dictionary<string, string> { ["connection"] = "close" } });

        Assert.Null((await client.ChatAsync(Question)).Failure);

        Assert.Null(client.ConnectionsOpened);
    }
}
