using System.Net.Sockets;
using System.Security.Authentication;
using Sluice.Protocol.Failures;
using Sluice.Testing;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Statuses, and connections that never stood.</summary>
public sealed class RefusedReplyTests
{
    [Theory]
    [InlineData(400, FailureReason.Request)]
    [InlineData(401, FailureReason.Account)]
    [InlineData(402, FailureReason.Account)]
    [InlineData(403, FailureReason.Account)]
    [InlineData(404, FailureReason.Account)]
    [InlineData(405, FailureReason.Account)]
    [InlineData(408, FailureReason.Timeout)]
    [InlineData(409, FailureReason.Request)]
    [InlineData(413, FailureReason.Request)]
    [InlineData(422, FailureReason.Request)]
    [InlineData(429, FailureReason.Capacity)]
    [InlineData(500, FailureReason.Server)]
    [InlineData(502, FailureReason.Server)]
    [InlineData(503, FailureReason.Capacity)]
    [InlineData(504, FailureReason.Server)]
    [InlineData(529, FailureReason.Capacity)]
    [InlineData(202, FailureReason.Server)]
    public async Task A_status_has_its_reason(int status, FailureReason reason)
    {
        var reply = await Answers(status, """{"error":{"message":"because"}}""").AskAsync();

        Assert.Equal(new Failure(reason, $"http://test:8000/v1/chat/completions answered {status}: because") { HttpStatus = status }, reply.Failure);
        Assert.Equal("""{"error":{"message":"because"}}""", reply.RawBody);
    }

    [Fact]
    public async Task An_engine_whose_source_text_cannot_be_quoted_says_so_by_a_word()
    {
        var reply = await Answers(422, """{"error":{"message":"nothing to quote","code":"ungrounded"}}""").AskAsync();

        Assert.Equal(FailureReason.Ungrounded, reply.Failure?.Reason);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7.0)]
    [InlineData("Retry-After", "Thu, 01 Jan 2026 00:02:00 GMT", 120.0)]
    [InlineData("Retry-After", "Wed, 01 Jan 2020 00:00:00 GMT", 0.0)]
    [InlineData("Retry-After-Ms", "1500", 1.5)]
    [InlineData("Retry-After", "soon", null)]
    public async Task Retry_after_is_seconds_or_a_date(string name, string value, double? seconds)
    {
        var server = new CannedServer(_ =>
        {
            var response = Response(429, "application/json", new MemoryStream("{}"u8.ToArray()));
            response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });
        using var client = server.Client(new ManualClock());

        var reply = await client.ChatAsync(Question);

        Assert.Equal(seconds, reply.Failure!.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_redirect_is_told_and_not_followed()
    {
        var server = new CannedServer(_ =>
        {
            var response = Response(307, "", Stream.Null);
            response.Headers.Location = new("https://elsewhere.example/v1");
            return response;
        });

        var reply = await server.AskAsync();

        Assert.Equal(FailureReason.Account, reply.Failure!.Reason);
        Assert.Contains("a redirect to https://elsewhere.example/v1, which is not followed", reply.Failure.Detail, StringComparison.Ordinal);
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task Only_the_beginning_of_an_error_body_is_kept()
    {
        var reply = await Answers(500, new string('x', 200_000), "text/plain").AskAsync();

        Assert.Equal(64 << 10, reply.RawBody!.Length);
        Assert.True(reply.Failure!.Detail.Length < 1000);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "the name test (of test:8000) cannot be resolved")]
    [InlineData(HttpRequestError.SecureConnectionError, "no secure connection to test:8000: the certificate is not trusted (a certificate that this machine does not know can be trusted by naming its file: SSL_CERT_FILE=server.pem)")]
    [InlineData(HttpRequestError.ResponseEnded, "test:8000 closed the connection without an answer")]
    [InlineData(HttpRequestError.ConnectionError, "no connection to test:8000: the certificate is not trusted")]
    [InlineData(HttpRequestError.InvalidResponse, "the connection to test:8000 failed: the certificate is not trusted")]
    public async Task A_connection_that_fails_is_told_with_host_and_port(HttpRequestError error, string words)
    {
        var reply = await Throws(new HttpRequestException(error, "outer", new AuthenticationException("the certificate is not trusted"))).AskAsync();

        Assert.Equal(new Failure(FailureReason.Transport, words), reply.Failure);
    }

    [Fact]
    public async Task A_refused_connection_asks_whether_the_server_runs()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError, "outer", new SocketException((int)SocketError.ConnectionRefused));

        var reply = await Throws(refused).AskAsync();

        Assert.Equal("test:8000 refuses the connection: is the server running?", reply.Failure!.Detail);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_is_a_matter_of_transport()
    {
        var reply = await Throws(new TaskCanceledException("connect", new TimeoutException())).AskAsync();

        Assert.Equal(new Failure(FailureReason.Transport, "no connection to test:8000 within 10 s"), reply.Failure);
    }

    [Fact]
    public async Task A_bug_is_not_hidden_as_a_failure() =>
        await Assert.ThrowsAsync<InvalidCastException>(() => Throws(new InvalidCastException()).AskAsync());

    [Theory]
    [InlineData("""{"error":{"message":"'stream_options' is not supported","param":"stream_options"}}""")]
    [InlineData("""{"detail":[{"loc":["body","include_usage"],"msg":"Extra inputs are not permitted"}]}""")]
    public async Task A_server_that_refuses_to_count_is_asked_again_without_and_remembered(string refusal)
    {
        var server = new CannedServer(request =>
            request.Content!.ReadAsStringAsync().Result.Contains("include_usage", StringComparison.Ordinal)
                ? Response(400, "application/json", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(refusal)))
                : Response(200, "text/event-stream", new PartStream([Content("x"), Finish, Done])));
        using var client = server.Client();

        var first = await client.ChatAsync(Question);
        var second = await client.ChatAsync(Question);

        Assert.Equal((null, "x"), (first.Failure, first.Content));
        Assert.Equal((null, "x"), (second.Failure, second.Content));
        Assert.Equal([true, false, false], server.Bodies.Select(body => body.Contains("include_usage", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_bad_request_is_not_asked_again()
    {
        var server = Answers(400, """{"error":{"message":"too long"}}""");

        await server.AskAsync();

        Assert.Single(server.Bodies);
    }
}
