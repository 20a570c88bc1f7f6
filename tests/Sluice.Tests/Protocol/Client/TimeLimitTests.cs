using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Testing;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

public sealed class TimeLimitTests
{
    static readonly StreamTimeouts Limits = new()
    {
        FirstToken = TimeSpan.FromSeconds(100),
        Idle = TimeSpan.FromSeconds(10),
        Total = TimeSpan.FromSeconds(300),
        AfterFinish = TimeSpan.FromSeconds(5),
    };

    readonly ManualClock clock = new();

    [Fact]
    public async Task No_first_token_in_time_is_a_timeout_whatever_else_the_server_says()
    {
        var reply = await AskAsync(
            After(99), ": ping\n\n", """data: {"choices":[{"delta":{"role":"assistant","content":""}}]}""" + "\n\n", Hang(1));

        Assert.Equal(new Failure(FailureReason.Timeout, "http://test:8000/v1/chat/completions gave no first token within 100 s"), reply.Failure);
    }

    [Fact]
    public async Task Silence_in_the_middle_is_a_timeout_and_the_text_is_kept()
    {
        var reply = await AskAsync(After(90), Content("a"), After(9), Content("b"), After(9), ": ping\n\n", Hang(1));

        Assert.Equal(new Failure(FailureReason.Timeout, "http://test:8000/v1/chat/completions gave nothing for 10 s in the middle of the answer"), reply.Failure);
        Assert.Equal("ab", reply.Content);
    }

    [Fact]
    public async Task Any_chunk_keeps_a_running_stream_alive()
    {
        StreamPart[] slow = [.. Enumerable.Repeat(new StreamPart[] { After(9), Content("a") }, 20).SelectMany(pair => pair)];

        var reply = await AskAsync([.. slow, Finish, Done]);

        Assert.Null(reply.Failure);
        Assert.Equal(180, reply.Timing.Total.TotalSeconds);
    }

    [Fact]
    public async Task The_whole_answer_has_a_limit_too()
    {
        StreamPart[] slow = [.. Enumerable.Repeat(new StreamPart[] { After(9), Content("a") }, 33).SelectMany(pair => pair)];

        var reply = await AskAsync([.. slow, Hang(3)]);

        Assert.Equal(new Failure(FailureReason.Timeout, "http://test:8000/v1/chat/completions did not finish within 300 s"), reply.Failure);
    }

    [Fact]
    public async Task After_the_finish_reason_a_silent_server_is_left_with_a_complete_answer()
    {
        var reply = await AskAsync(Content("a"), Finish, Hang(5));

        Assert.Equal((null, "a", "stop"), (reply.Failure, reply.Content, reply.FinishReason));
        Assert.Equal(TimeSpan.Zero, reply.Timing.Total);
    }

    [Fact]
    public async Task Without_limits_a_stream_may_take_a_day()
    {
        var never = new StreamTimeouts
        {
            FirstToken = Timeout.InfiniteTimeSpan,
            Idle = Timeout.InfiniteTimeSpan,
            Total = Timeout.InfiniteTimeSpan,
            AfterFinish = Timeout.InfiniteTimeSpan,
        };
        using var client = Streams(After(40_000), Content("a"), After(40_000), Finish, After(10_000), Done).Client(clock, never);

        var reply = await client.ChatAsync(Question);

        Assert.Null(reply.Failure);
    }

    [Fact]
    public async Task A_cancelled_request_says_so_and_throws_nothing()
    {
        using var cancel = new CancellationTokenSource();
        using var client = Streams(Content("so far"), new StreamPart.Do(cancel.Cancel), new StreamPart.Hang()).Client(clock, Limits);

        var reply = await client.ChatAsync(Question, ct: cancel.Token);

        Assert.Equal(new Failure(FailureReason.Cancelled, "the request to http://test:8000/v1/chat/completions was cancelled"), reply.Failure);
        Assert.Equal("so far", reply.Content);
    }

    async Task<Reply> AskAsync(params StreamPart[] parts)
    {
        using var client = Streams(parts).Client(clock, Limits);
        return await client.ChatAsync(Question);
    }

    StreamPart.Do After(double seconds) => new(() => clock.Advance(TimeSpan.FromSeconds(seconds)));

    /// <summary>Hangs, and lets so much time pass while it does.</summary>
    StreamPart.Hang Hang(double seconds) => new() { Meanwhile = () => clock.Advance(TimeSpan.FromSeconds(seconds)) };
}
