using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Protocol.Http;
using Sluice.Testing;
using static Sluice.Tests.Protocol.Client.CannedServer;

namespace Sluice.Tests.Protocol.Client;

/// <summary>What servers really stream, oddities included.</summary>
public sealed class StreamedReplyTests
{
    [Fact]
    public async Task Text_reasoning_usage_and_finish_reason_arrive_apart()
    {
        var observer = new RecordingObserver();
        var reply = await Streams(
            """data: {"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}""" + "\n\n",
            """data: {"choices":[{"index":0,"delta":{"reasoning_content":"Let me see. "}}]}""" + "\n\n",
            """data: {"choices":[{"index":0,"delta":{"reasoning":"Yes."}}]}""" + "\n\n",
            Content("Hel"), Content("lo \\\"you\\\"\\n"), Finish,
            """data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3,"forced_tokens":1}}}""" + "\n\n",
            Done).AskAsync(observer: observer);

        Assert.Null(reply.Failure);
        Assert.Equal(("Hello \"you\"\n", "Let me see. Yes.", "stop", "m-1"), (reply.Content, reply.Reasoning, reply.FinishReason, reply.Model));
        Assert.Equal(new TokenUsage(9, 5) { CachedPromptTokens = 4, ReasoningTokens = 3, ForcedTokens = 1 }, reply.Usage);
        Assert.Equal(["", "r:Let me see. ", "r:Yes.", "c:Hel", "c:lo \"you\"\n", "", ""], observer.Seen);
        Assert.Equal(4, reply.Timing.TextChunks);
    }

    [Fact]
    public async Task The_same_reasoning_under_both_names_counts_once()
    {
        var reply = await Streams("""data: {"choices":[{"delta":{"reasoning":"Hm","reasoning_content":"Hm","content":null}}]}""" + "\n\n", Finish, Done).AskAsync();

        Assert.Equal(("Hm", ""), (reply.Reasoning, reply.Content));
    }

    [Fact]
    public async Task Tool_calls_are_put_together_from_their_deltas()
    {
        var observer = new RecordingObserver();
        var reply = await Streams(
            """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a1","type":"function","function":{"name":"find","arguments":""}}]}}]}""" + "\n\n",
            """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"q\":"}},{"index":1,"id":"b2","function":{"name":"stop","arguments":"{}"}}]}}]}""" + "\n\n",
            """data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"ü\"}"}}]}}]}""" + "\n\n",
            """data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""" + "\n\n", Done).AskAsync(observer: observer);

        Assert.Null(reply.Failure);
        Assert.Equal([new("a1", "find", "{\"q\":\"ü\"}"), new("b2", "stop", "{}")], reply.ToolCalls);
        Assert.Equal(["t:0a1/find/", "t:0//{\"q\":t:1b2/stop/{}", "t:0//\"ü\"}", ""], observer.Seen);
        Assert.NotNull(reply.Timing.FirstToken);
        Assert.Null(reply.Timing.FirstAnswer);
    }

    [Fact]
    public async Task Usage_in_the_chunk_with_the_finish_reason_is_read()
    {
        var reply = await Streams(Content("x"), """data: {"choices":[{"delta":{},"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""" + "\n\n", Done).AskAsync();

        Assert.Null(reply.Failure);
        Assert.Equal(("length", new TokenUsage(1, 2)), (reply.FinishReason, reply.Usage));
    }

    [Fact]
    public async Task Usage_that_is_null_or_half_is_no_usage()
    {
        var reply = await Streams("""data: {"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":3,"completion_tokens":null}}""" + "\n\n", Finish, Done).AskAsync();

        Assert.Null(reply.Failure);
        Assert.Null(reply.Usage);
    }

    [Fact]
    public async Task Keep_alives_of_servers_and_proxies_are_passed_over()
    {
        var reply = await Streams(
            ": OPENROUTER PROCESSING\n\n", "data: : PROCESSING\n\n", "data: \"\"\n\n", "data:\n\n", "event: ping\ndata: alive\n\n",
            """data: {"choices":[]}""" + "\n\n", """data: {"prompt_progress":{"total":10,"processed":5}}""" + "\n\n",
            """data:{"choices":[{"delta":{"content":"ok"},"finish_reason":""}]}""" + "\n\n", Finish, Done).AskAsync();

        Assert.Null(reply.Failure);
        Assert.Equal(("ok", "stop", 4, 1, 1), (reply.Content, reply.FinishReason, reply.Timing.IgnoredEvents, reply.Timing.Comments, reply.Timing.TextChunks));
    }

    [Fact]
    public async Task Other_choices_than_the_first_are_left_out_wherever_their_index_stands()
    {
        var observer = new RecordingObserver();
        var reply = await Streams(
            """data: {"choices":[{"delta":{"content":"B","tool_calls":[{"id":"x"}]},"finish_reason":"length","index":1},{"index":0,"delta":{"content":"A"}}]}""" + "\n\n",
            Finish, Done).AskAsync(observer: observer);

        Assert.Equal(("A", "stop"), (reply.Content, reply.FinishReason));
        Assert.Equal("c:A", observer.Seen[0]);
        Assert.Empty(reply.ToolCalls);
    }

    [Fact]
    public async Task A_character_split_over_two_chunks_is_read_whole()
    {
        var surrogates = await Streams(Content("a\\ud83c"), Content("\\udf0d b\\ud83c"), Content("c\\udf0d"), Finish, Done).AskAsync();
        byte[] begin = [.. "data: {\"choices\":[{\"delta\":{\"content\":\""u8];
        byte[] end = [.. "\"}}]}\n\n"u8];
        var reads = await Streams(Part([.. begin, 0xC3]), Part([0xBC, .. end]), Finish, Done).AskAsync();
        var strings = await Streams(Part([.. begin, 0xC3, .. end]), Part([.. begin, 0xBC, .. end]), Finish, Done).AskAsync();

        Assert.Equal("a🌍 b\uFFFDc\uFFFD", surrogates.Content);
        Assert.Equal(("ü", "ü"), (reads.Content, strings.Content));
    }

    [Fact]
    public async Task Any_text_escaped_and_split_anywhere_is_read_back()
    {
        var random = new Random(20261121);
        string[] alphabet = ["a", "\"", "\\", "\n", "é", "世", "🌍", "\u0001", "\uFFFF"];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var escaped = text.Select(unit => $"\\u{(int)unit:x4}").ToArray();
            var (first, second) = (random.Next(text.Length + 1), random.Next(text.Length + 1));
            var (low, high) = (Math.Min(first, second), Math.Max(first, second));

            var reply = await Streams(
                Content(string.Concat(escaped[..low])), Content(string.Concat(escaped[low..high])), Content(string.Concat(escaped[high..])), Finish, Done).AskAsync();

            Assert.Equal(text, reply.Content);
        }
    }

    [Fact]
    public async Task Every_escape_of_json_is_undone()
    {
        var reply = await Streams(Content("\\u00e9\\n\\r\\t\\b\\f\\/\\\\\\\"\\u4e16\\u0041"), Finish, Done).AskAsync();

        Assert.Equal("é\n\r\t\b\f/\\\"世A", reply.Content);
    }

    [Fact]
    public async Task A_completion_streams_text()
    {
        using var client = Streams("""data: {"choices":[{"index":0,"text":"upon"}]}""" + "\n\n", """data: {"choices":[{"index":0,"text":" a","finish_reason":"length"}]}""" + "\n\n", Done).Client();

        var reply = await client.CompleteAsync(new() { Model = "m", Prompts = [new() { Text = "once" }] });

        Assert.Null(reply.Failure);
        Assert.Equal(("upon a", "length"), (reply.Content, reply.FinishReason));
    }

    [Fact]
    public async Task A_stream_is_complete_without_done_or_with_a_socket_that_stays_open()
    {
        var clock = new ManualClock();
        var held = new StreamPart.Hang { Meanwhile = () => clock.Advance(Route.Patience) };
        var usage = """data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""" + "\n\n";
        StreamPart[][] streams =
        [
            [Content("x"), Finish],
            [Content("x"), Finish, usage, held],
            [Content("x"), Finish + Done, held],
            [Content("x"), Finish, new StreamPart.Fail(new IOException("reset"))],
            [Content("x"), Finish, Done, "data: {broken\n\n"],
        ];

        foreach (var stream in streams)
        {
            using var client = Streams(stream).Client(clock);
            var reply = await client.ChatAsync(Question);

            Assert.Equal((null, "x", TimeSpan.Zero), (reply.Failure, reply.Content, reply.Timing.Total));
        }
    }

    [Fact]
    public async Task A_server_that_never_ends_its_bodies_is_hardly_waited_for_any_more()
    {
        var clock = new ManualClock();
        var waited = new List<TimeSpan>();
        var held = new StreamPart.Hang { Meanwhile = () => clock.Advance(waited.Count < 3 ? Route.Patience : TimeSpan.FromMilliseconds(5)) };
        using var client = Streams(Content("x"), Finish + Done, held).Client(clock);

        for (var request = 0; request < 5; request++)
        {
            var start = clock.GetTimestamp();
            var reply = await client.ChatAsync(Question);
            waited.Add(clock.GetElapsedTime(start));
            Assert.Null(reply.Failure);
        }

        Assert.Equal([250, 250, 250, 5, 5], waited.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task An_observer_cuts_the_stream_and_its_reason_is_the_failure()
    {
        var observer = new RecordingObserver(stopAt: "bad");
        var reply = await Streams(Content("good "), Content("bad"), Content("never seen"), Finish, Done).AskAsync(observer: observer);

        Assert.Equal(new Failure(FailureReason.SchemaMismatch, "saw bad"), reply.Failure);
        Assert.Equal("good bad", reply.Content);
        Assert.Equal(2, observer.Seen.Count);
    }

    [Fact]
    public async Task Times_are_those_of_the_reads_and_only_text_counts_as_a_token()
    {
        var clock = new ManualClock();
        StreamPart.Do After(double seconds) => new(() => clock.Advance(TimeSpan.FromSeconds(seconds)));
        var observer = new RecordingObserver();
        using var client = Streams(
            After(1), """data: {"choices":[{"delta":{"role":"assistant","content":""}}]}""" + "\n\n",
            After(2), """data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}""" + "\n\n",
            After(4), Content("a") + Content("b"),
            After(8), Content("c"),
            After(16), Finish, After(32), Done).Client(clock);

        var timing = (await client.ChatAsync(Question, observer)).Timing;

        Assert.Equal((3.0, 7.0, 15.0, 63.0), (timing.FirstToken!.Value.TotalSeconds, timing.FirstAnswer!.Value.TotalSeconds,
            timing.LastToken!.Value.TotalSeconds, timing.Total.TotalSeconds));
        Assert.Equal([1.0, 3, 7, 7, 15, 31], observer.Timestamps.Select(stamp => (double)stamp / TimeSpan.TicksPerSecond));
        Assert.Equal(4.0, timing.TimePerOutputToken(4)!.Value.TotalSeconds);
        Assert.Null(timing.TimePerOutputToken(1));
    }

    static StreamPart Part(byte[] bytes) => bytes;
}
