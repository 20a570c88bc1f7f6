using Sluice.Bench.Events;
using Sluice.Bench.Loading;
using Sluice.Bench.Reporting;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Bench.Running;

/// <summary>Every way in which a server's stream may be odd or broken: the level survives it, counts it, and says it.</summary>
public sealed class FaultyServerTests
{
    const string Role = """{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""";
    const string End = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    const string Usage = """{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":2}}""";

    [Theory]
    [InlineData("429", "capacity", 0)]
    [InlineData("500", "server", 0)]
    [InlineData("503", "capacity", 0)]
    [InlineData("refuse", "transport", 0)]
    [InlineData("cut, at: 3", "stream-broken", 3)]
    [InlineData("malformed, at: 3", "stream-broken", 3)]
    public async Task A_failed_request_is_counted_by_its_reason_and_never_tried_again(string fault, string reason, int tokensOfFailed)
    {
        await using var twin = await Measured.TwinAsync(faults: $"faults:\n  - {{fault: {fault}, calls: 12-, every: 4}}");

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(2), new StopRule { Runs = 8, WarmUp = 0 });

        Assert.Equal(2 * (8 + 2), figures.Tally.Sent);
        var failed = Assert.Single(figures.Tally.Failed);
        Assert.Equal(reason, failed.Reason);
        Assert.Equal(figures.Tally.Sent, figures.Tally.Answered + failed.Count);
        Assert.All(figures.Log.Measured.Where(request => !request.Answered), request => Assert.Equal(tokensOfFailed, request.Chunks.Count(chunk => chunk.HasText)));
        Assert.Contains(LevelNotes.Of(figures), note => note.Contains($"failed: {reason}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_level_that_mostly_fails_ends_early()
    {
        var figures = await Measured.PlannedAsync(call => call.Ordinal > 2 ? CallPlan.Fails(429, "full") : CallPlan.Says("ok"), Measured.Level(4), new StopRule { Runs = 1000, WarmUp = 0 }, probe: false);

        Assert.Equal(EndReason.Failing, figures.Log.End!.Why);
        Assert.InRange(figures.Tally.Sent, 10, 40);
    }

    [Fact]
    public async Task A_stream_without_done_is_whole()
    {
        await using var twin = await Measured.TwinAsync(faults: "faults:\n  - {fault: no-done}");

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(1), new StopRule { Runs = 2 });

        Assert.Equal((4, 0), (figures.Tally.Answered, figures.Tally.FailedCount));
    }

    [Fact]
    public async Task Answers_that_end_early_are_counted()
    {
        await using var twin = await Measured.TwinAsync(faults: "faults:\n  - {fault: truncate, at: 3, calls: 10-}");

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(1), new StopRule { Runs = 10, WarmUp = 0 });

        Assert.InRange(figures.Tally.Early, 1, figures.Tally.Answered);
        Assert.Contains(LevelNotes.Of(figures), note => note.Contains("ended before the length", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reasoning_is_told_from_the_answer()
    {
        await using var twin = await Measured.TwinAsync(options: new() { Thinks = true, Reasoning = new(5, 5) });

        var figures = await Measured.LevelAsync(twin.BaseUrl, twin.ModelName, Measured.Level(1, output: 20), new StopRule { Runs = 2 });

        Assert.All(figures.Log.Measured, request => Assert.True(request.Chunks.First(chunk => chunk.HasText).Reasoning > 0 && request.FirstToken <= request.FirstAnswer));
        Assert.Equal(0.25, figures.Counting.ReasoningShare!.Value, 1e-9);
    }

    [Fact]
    public async Task A_role_only_chunk_and_a_keep_alive_are_no_token()
    {
        var figures = await Measured.OfBytesAsync($": ping\n\ndata: {Role}\n\ndata: \"\"\n\n: OPENROUTER PROCESSING\n\ndata: {Text("one")}\n\ndata: {Text(" two")}\n\ndata: {End}\n\ndata: {Usage}\n\ndata: [DONE]\n\n");

        var request = figures.Log.Measured[0];
        Assert.Equal(4, request.Chunks.Count);
        Assert.Equal(2, request.Chunks.Count(chunk => chunk.HasText));
        Assert.Equal((1, 2), (request.Ignored, request.Comments));
        Assert.Contains("6 comment lines (such as \": ping\") came between the events and were skipped", LevelNotes.Of(figures));
        Assert.Equal(CountSource.Usage, figures.Counting.Source);
    }

    [Fact]
    public async Task Events_with_other_line_ends_without_spaces_and_with_null_usage_are_read()
    {
        var first = Text("é").Replace("\"choices\"", "\"usage\":null,\"choices\"", StringComparison.Ordinal);
        var figures = await Measured.OfBytesAsync($"data:{Role}\r\n\r\ndata:{first}\r\rdata:{Text("日本")}\n\ndata:{End}\r\n\r\ndata: [DONE]\n\n");

        Assert.Equal([1, 2], figures.Log.Measured[0].Chunks.Where(chunk => chunk.HasText).Select(chunk => chunk.Answer));
        Assert.Equal(0, figures.Tally.FailedCount);
    }

    [Fact]
    public async Task Without_usage_and_tokenizer_chunks_are_the_estimate_and_its_bound_is_said()
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("abcd")}\n\ndata: {Text("efgh")}\n\ndata: {End}\n\ndata: [DONE]\n\n");

        Assert.Equal((CountSource.Chunks, 3.0), (figures.Counting.Source, figures.Counting.ErrorBound)); // 8 characters in 2 chunks: at most 8 tokens
        Assert.Contains(LevelNotes.Of(figures), note => note.Contains("nobody counted tokens", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_ids_and_a_usage_that_counts_along_weigh_chunks_that_carry_several_tokens()
    {
        static string Ids(string text, string ids) => $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"token_ids":{{ids}}}]}""";
        static string Along(string text, int sofar) => $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"} }],"usage":{"prompt_tokens":10,"completion_tokens":{{sofar}} } }""";

        var ids = await Measured.OfBytesAsync($"data: {Ids("a b c", "[1,2,3]")}\n\ndata: {Ids("d", "[4]")}\n\ndata: {End}\n\ndata: [DONE]\n\n");
        var along = await Measured.OfBytesAsync($"data: {Along("a b c", 3)}\n\ndata: {Along("d", 4)}\n\ndata: {End}\n\ndata: [DONE]\n\n");

        Assert.Equal((CountSource.TokenIds, 2.0), (ids.Counting.Source, ids.Counting.TokensPerChunk));
        Assert.Equal((CountSource.ChunkUsage, 2.0), (along.Counting.Source, along.Counting.TokensPerChunk));
        Assert.Equal([3, 1], along.Log.Measured[0].Chunks.Where(chunk => chunk.HasText).Select(chunk => chunk.Tokens!.Value));
    }

    [Fact]
    public async Task An_answer_in_one_piece_has_no_decode_rate_and_is_named()
    {
        var figures = await Measured.OfBytesAsync("""{"choices":[{"index":0,"message":{"content":"all at once"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":3}}""", runs: 8, mediaType: "application/json");

        Assert.Equal((10, 10), (figures.Tally.Answered, figures.Tally.AtOnce));
        Assert.Equal(0, figures.Tpot.N);
    }

    [Theory]
    [InlineData("""{"error":{"message":"out of memory","code":500}}""", "server")]
    [InlineData("""{"error":{"message":"busy","code":429}}""", "capacity")]
    public async Task An_error_inside_a_stream_is_a_failure_with_its_words(string error, string reason)
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("one")}\n\ndata: {error}\n\n");

        Assert.Equal(reason, figures.Tally.Failed[0].Reason);
    }

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("")]
    public async Task A_stream_that_closes_before_its_finish_is_broken_not_short(string end)
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("one")}\n\n{end}");

        Assert.Equal(("stream-broken", 0), (figures.Tally.Failed[0].Reason, figures.Tally.Answered));
    }

    [Fact]
    public async Task A_servers_own_timings_split_waiting_from_reading()
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("one")}\n\ndata: {Text(" two")}\n\n" + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"timings":{"prompt_n":10,"prompt_ms":0.5,"predicted_n":2,"predicted_ms":1.5,"cache_n":4,"draft_n":6,"draft_n_accepted":5},"usage":{"prompt_tokens":10,"completion_tokens":2}}""" + "\n\ndata: [DONE]\n\n");

        Assert.Equal(new ServerTiming(0.5, 1.5, 6, 5), figures.Log.Measured[0].Server);
        Assert.Equal(0.4, figures.Counting.CachedShare!.Value, 1e-9);
    }

    [Theory]
    [InlineData("<think>|so|</think>|yes", "7,2,8,0", "0,0,0,3")]
    [InlineData("\\n<th|ink>a</thi|nk>b|c", "3,10,3,0", "1,0,1,1")]
    [InlineData("<think>never ends", "17", "0")]
    [InlineData("<th|row> it", "0,0", "3,7")]
    [InlineData("no <think>tag</think>", "0", "21")]
    public async Task Reasoning_between_tags_in_the_text_is_told_from_the_answer(string chunks, string reasoning, string answer)
    {
        var figures = await Measured.OfBytesAsync(string.Concat(chunks.Split('|').Select(chunk => $"data: {Text(chunk)}\n\n")) + $"data: {End}\n\ndata: [DONE]\n\n");

        var texts = figures.Log.Measured[0].Chunks.Where(chunk => chunk.HasText).ToList();
        Assert.Equal((reasoning, answer), (string.Join(',', texts.Select(chunk => chunk.Reasoning)), string.Join(',', texts.Select(chunk => chunk.Answer))));
    }

    [Fact]
    public async Task Signs_of_progress_in_reading_the_prompt_are_no_token()
    {
        const string progress = """{"choices":[{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":null}],"prompt_progress":{"total":100,"cache":0,"processed":50,"time_ms":12}}""";
        var figures = await Measured.OfBytesAsync($"data: {progress}\n\ndata: {progress}\n\ndata: {Text("one")}\n\ndata: {End}\n\ndata: {Usage}\n\ndata: [DONE]\n\n");

        Assert.Equal((1, 0), (figures.Log.Measured[0].Chunks.Count(chunk => chunk.HasText), figures.Tally.FailedCount));
    }

    [Fact]
    public async Task An_answer_that_names_no_model_is_one()
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("one")}\n\ndata: {Text("two").Replace("{\"choices\"", "{\"model\":null,\"choices\"", StringComparison.Ordinal)}\n\ndata: {End}\n\ndata: [DONE]\n\n");

        Assert.Equal((3, 0), (figures.Tally.Answered, figures.Tally.FailedCount));
    }

    [Fact]
    public async Task A_usage_of_zero_beside_a_text_is_no_count()
    {
        var figures = await Measured.OfBytesAsync($"data: {Text("one")}\n\ndata: {Text(" two")}\n\ndata: {End}\n\n" + """data: {"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}}""" + "\n\ndata: [DONE]\n\n");

        Assert.Equal((CountSource.Chunks, 0), (figures.Counting.Source, figures.Tally.Early));
        Assert.All(figures.Log.Measured, request => Assert.Equal(2, Sluice.Bench.Measures.TokenCounts.Of(request)!.Output));
    }

    [Fact]
    public async Task Answers_without_text_and_those_that_only_reasoned_are_named()
    {
        var empty = await Measured.OfBytesAsync($"data: {Role}\n\ndata: {End}\n\ndata: [DONE]\n\n");
        var reasoned = await Measured.OfBytesAsync("""data: {"choices":[{"index":0,"delta":{"reasoning_content":"so"}}]}""" + $"\n\ndata: {End}\n\ndata: [DONE]\n\n");

        Assert.Contains(LevelNotes.Of(empty), note => note.StartsWith("3 of 3 answers were empty", StringComparison.Ordinal));
        Assert.Contains(LevelNotes.Of(reasoned), note => note.StartsWith("3 of 3 answers ended while the model was still reasoning", StringComparison.Ordinal));
        Assert.Contains(LevelNotes.Of(reasoned), note => note.StartsWith("100.0 % of the tokens were reasoning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Failures_of_one_reason_are_told_by_their_statuses()
    {
        var figures = await Measured.PlannedAsync(call => (call.Ordinal % 8) switch { 3 => CallPlan.Fails(429, "full"), 5 => CallPlan.Fails(503, "loading"), _ => CallPlan.Says("ok") }, Measured.Level(1), new StopRule { Runs = 30, WarmUp = 0 }, probe: false);

        Assert.Equal("capacity: 429 × 4, 503 × 4", Assert.Single(figures.Tally.Failed).Named);
    }

    [Fact]
    public async Task A_compressed_answer_is_a_failure_that_says_so()
    {
        var figures = await Measured.OfBytesAsync("not read", encoding: "gzip");

        Assert.Equal(0, figures.Tally.Answered);
        Assert.Contains("compressed (gzip)", figures.Tally.Failed[0].Example, StringComparison.Ordinal);
    }

    static string Text(string text) => $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"} }]}""";
}
