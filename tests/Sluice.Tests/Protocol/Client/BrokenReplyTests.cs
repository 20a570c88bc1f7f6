using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Answers that look like one and are none.</summary>
public sealed class BrokenReplyTests
{
    [Fact]
    public async Task A_body_that_ends_without_finish_reason_is_broken_and_keeps_its_text()
    {
        var ended = await Streams(Content("half an ans")).AskAsync();
        var done = await Streams(Content("half an ans"), Done).AskAsync();
        var unfinishedEvent = await Streams(Content("half an ans"), Finish.TrimEnd('\n')).AskAsync();
        var reset = await Streams(Content("half an ans"), new StreamPart.Fail(new IOException("Connection reset by peer"))).AskAsync();

        foreach (var (reply, words) in new[]
                 {
                     (ended, "the stream ended without finish_reason"), (done, "the stream said [DONE] without finish_reason"),
                     (unfinishedEvent, "the stream ended without finish_reason"),
                     (reset, "the connection broke in the middle of the answer: Connection reset by peer"),
                 })
        {
            Assert.Equal(FailureReason.StreamBroken, reply.Failure!.Reason);
            Assert.Equal("http://test:8000/v1/chat/completions: " + words, reply.Failure.Detail);
            Assert.Equal("half an ans", reply.Content);
        }
    }

    [Theory]
    [InlineData("""data: {"error":{"message":"out of memory","type":"server_error","code":500}}""", FailureReason.Server, "out of memory", 500)]
    [InlineData("""data: {"error":{"message":"too long","code":"400"}}""", FailureReason.Request, "too long", 400)]
    [InlineData("""data: {"error":{"message":"slow down","code":429}}""", FailureReason.Capacity, "slow down", 429)]
    [InlineData("""data: {"error":"just words"}""", FailureReason.Server, "just words", null)]
    [InlineData("""data: {"error":{"odd":1}}""", FailureReason.Server, "{\"odd\":1}", null)]
    [InlineData("event: error\ndata: {\"message\":\"engine died\",\"code\":503}", FailureReason.Capacity, "engine died", 503)]
    [InlineData("event: error\ndata: plain words", FailureReason.Server, "plain words", null)]
    public async Task An_error_inside_a_stream_is_a_failure_with_the_servers_words(string events, FailureReason reason, string words, int? status)
    {
        var reply = await Streams(Content("so far"), events + "\n\n", Finish, Done).AskAsync();

        Assert.Equal((reason, status), (reply.Failure!.Reason, reply.Failure.HttpStatus));
        Assert.Equal("http://test:8000/v1/chat/completions broke off with an error: " + words, reply.Failure.Detail);
        Assert.Equal("so far", reply.Content);
    }

    [Fact]
    public async Task An_error_that_is_null_is_none()
    {
        var reply = await Streams("""data: {"error":null,"choices":[{"delta":{"content":"x"},"finish_reason":"stop"}]}""" + "\n\n", Done).AskAsync();

        Assert.Null(reply.Failure);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\"")]
    [InlineData("data: {\"choices\":[]} trailing")]
    [InlineData("data: {\"choices\":[{\"finish_reason\":\"\\ud83d\"}]}")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":4000000}]}}]}")]
    public async Task A_damaged_chunk_breaks_the_stream(string chunk)
    {
        var reply = await Streams(Content("so far"), chunk + "\n\n", Finish, Done).AskAsync();

        Assert.Equal(FailureReason.StreamBroken, reply.Failure!.Reason);
        Assert.Contains("a chunk of the stream is damaged (", reply.Failure.Detail, StringComparison.Ordinal);
        Assert.Contains(chunk[6..], reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_breaks_the_stream()
    {
        var reply = await Streams("data: {\"x\":\"" + new string('x', 2 << 20)).AskAsync();

        Assert.Equal(FailureReason.StreamBroken, reply.Failure!.Reason);
        Assert.Contains("longer than 1 MiB", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_is_broken()
    {
        var reply = await Streams("").AskAsync();

        Assert.Equal(FailureReason.StreamBroken, reply.Failure!.Reason);
        Assert.Contains("ended without any event of a stream", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_before_any_event_is_a_matter_of_transport()
    {
        var reply = await Streams(": ping\n\n", new StreamPart.Fail(new IOException("Connection reset by peer"))).AskAsync();

        Assert.Equal(FailureReason.Transport, reply.Failure!.Reason);
        Assert.Equal("the connection to test:8000 failed: Connection reset by peer", reply.Failure.Detail);
    }

    [Fact]
    public async Task A_bug_in_an_observer_is_not_hidden_as_a_failure()
    {
        await Assert.ThrowsAsync<ArithmeticException>(() => Streams(Content("x"), Finish, Done).AskAsync(observer: new Buggy()));
    }

    sealed class Buggy : ChunkObserver
    {
        public override ChunkVerdict Observe(in ReplyChunk chunk) => throw new ArithmeticException("a bug");
    }
}
