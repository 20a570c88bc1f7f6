using Sluice.Protocol.Chat;
using Sluice.Protocol.Failures;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>Answers that come as one JSON body.</summary>
public sealed class WholeReplyTests
{
    const string Whole = """
        {"id":"1","model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":"hello","reasoning_content":"hm","refusal":null,
         "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"[]"}}]},
         "finish_reason":"stop","logprobs":null}],"usage":{"prompt_tokens":3,"completion_tokens":1}}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // a server that does not stream although it was asked to
    public async Task A_whole_answer_has_all_its_parts_and_no_token_times(bool streamAsked)
    {
        var reply = await Answers(200, Whole).AskAsync(streamAsked);

        Assert.Null(reply.Failure);
        Assert.Equal(("hello", "hm", "stop", "m-1", new TokenUsage(3, 1)), (reply.Content, reply.Reasoning, reply.FinishReason, reply.Model, reply.Usage));
        Assert.Equal([new("a", "f", "{}"), new("b", "g", "[]")], reply.ToolCalls);
        Assert.Null(reply.Timing.FirstToken ?? reply.Timing.FirstAnswer ?? reply.Timing.LastToken);
        Assert.NotNull(reply.Timing.Headers);
    }

    [Theory]
    [InlineData("""{"object":"list","data":[{"index":0,"embedding":[0.5]}],"model":"e","usage":{"prompt_tokens":4,"total_tokens":4}}""", null)]
    [InlineData("""{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}""", "answered JSON that holds no embeddings, without 'data'")]
    [InlineData("""{"error":{"message":"too long","code":400}}""", "too long")]
    public async Task Embeddings_are_kept_whole(string body, string? problem)
    {
        using var client = Answers(200, body).Client();

        var reply = await client.SendAsync("/embeddings", "{}"u8.ToArray());

        Assert.Equal(problem is null ? (body, new TokenUsage(4, 0)) : (null, null), (reply.WholeBody, reply.Usage));
        if (problem is null) Assert.Null(reply.Failure);
        else Assert.Contains(problem, reply.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_in_its_own_field_is_kept()
    {
        var reply = await Answers(200, """{"choices":[{"message":{"content":null,"refusal":"I will not."},"finish_reason":"stop"}]}""").AskAsync(stream: false);

        Assert.Equal(("", "I will not."), (reply.Content, reply.Refusal));
    }

    [Fact]
    public async Task A_stream_is_read_even_when_none_was_asked_for()
    {
        var reply = await Streams(Content("x"), Finish, Done).AskAsync(stream: false);

        Assert.Equal((null, "x"), (reply.Failure, reply.Content));
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"half"},"finish_reason":null}]}""", FailureReason.StreamBroken, "the answer has no finish_reason")]
    [InlineData("""{"models":[]}""", FailureReason.Server, "answered JSON that is not a completion, without 'choices': {\"models\":[]}")]
    [InlineData("Not found, sorry", FailureReason.Server, "answered what is not a completion: Not found, sorry (")]
    [InlineData("[1,2]", FailureReason.Server, "answered what is not a completion: [1,2] (a JSON object is expected)")]
    [InlineData("", FailureReason.Server, "answered what is not a completion: (empty body) (")]
    [InlineData("""{"error":{"message":"no slot","code":503}}""", FailureReason.Capacity, "broke off with an error: no slot")]
    [InlineData("""{"choices":[{"message":{"content":"half"},"fin""", FailureReason.Server, "answered what is not a completion: {\"choices\"")]
    public async Task A_body_that_is_no_completion_says_what_it_is(string body, FailureReason reason, string words)
    {
        var reply = await Answers(200, body).AskAsync(stream: false);

        Assert.Equal(reason, reply.Failure!.Reason);
        Assert.Contains(words, reply.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(body, reply.RawBody);
    }

    [Fact]
    public async Task An_html_page_means_that_the_address_is_wrong()
    {
        var reply = await Answers(200, "<!doctype html><html><head><title>Open\n WebUI</title></head></html>", "text/html").AskAsync();

        Assert.Equal(FailureReason.Account, reply.Failure!.Reason);
        Assert.Equal("http://test:8000/v1/chat/completions is no model server: it answered (an HTML page: Open WebUI)", reply.Failure.Detail);
    }

    [Fact]
    public async Task A_compressed_answer_is_refused_with_the_reason()
    {
        var server = new CannedServer(_ =>
        {
            var response = Response(200, "text/event-stream", new MemoryStream([0x1F, 0x8B]));
            response.Content.Headers.ContentEncoding.Add("gzip");
            return response;
        });

        var reply = await server.AskAsync();

        Assert.Equal(FailureReason.Account, reply.Failure!.Reason);
        Assert.Contains("answered compressed (gzip)", reply.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_not_read_on()
    {
        using var endless = new EndlessStream();
        var server = new CannedServer(_ => Response(200, "application/json", endless));

        var reply = await server.AskAsync(stream: false);

        Assert.Equal(FailureReason.Server, reply.Failure!.Reason);
        Assert.Contains("more than 64 MiB", reply.Failure.Detail, StringComparison.Ordinal);
        Assert.Equal(64 << 10, reply.RawBody!.Length);
        Assert.InRange(endless.Given, 64 << 20, 200 << 20);
    }
}
