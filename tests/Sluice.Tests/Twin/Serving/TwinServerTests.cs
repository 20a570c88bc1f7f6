using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Schema;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Texts;
using Sluice.Twin.Simulating;

namespace Sluice.Tests.Twin.Serving;

/// <summary>The twin over HTTP with our own client.</summary>
public sealed class TwinServerTests
{
    const string Chat = "v1/chat/completions";

    [Fact]
    public async Task A_stream_has_the_same_text_as_the_whole_answer()
    {
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { Text = TextMode.Prompt });

        var stream = await twin.ChatAsync();
        var whole = await twin.ChatAsync(with: request => request with { Stream = false });
        var other = await twin.ChatAsync("Say something else.");

        Assert.Equal((null, "stop", 12), (stream.Failure, stream.FinishReason, stream.Usage!.CompletionTokens));
        Assert.Equal(12, stream.Content.Split(' ').Length);
        Assert.Equal((stream.Content, stream.Usage, "stop"), (whole.Content, whole.Usage, whole.FinishReason));
        Assert.NotEqual(stream.Content, other.Content);
    }

    [Fact]
    public async Task The_same_seed_gets_the_same_text_and_without_one_each_call_gets_its_own()
    {
        await using var twin = await LiveTwin.StartAsync();

        string[] texts = [.. (await Task.WhenAll(Ask(5), Ask(5), Ask(6))).Concat(await Task.WhenAll(Ask(null), Ask(null)))];

        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(4, texts.Distinct().Count());

        async Task<string> Ask(long? seed) => (await twin.ChatAsync(with: request => request with { Seed = seed })).Content;
    }

    [Fact]
    public async Task Echo_says_the_last_message_again_and_completions_the_prompt()
    {
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { Text = TextMode.Echo });
        const string text = "Grüße,  \n\n世界 🌍! {\"a\": [1, 2.5]}";

        using var client = twin.Client();
        var chat = await twin.ChatAsync(text);
        var completion = await twin.Clock.While(client.CompleteAsync(new CompletionRequest { Model = LiveTwin.Model, Prompts = [new() { Text = text }], MaxTokens = 100 }));

        Assert.Equal((text, text), (chat.Content, completion.Content));
        Assert.Equal(completion.Usage!.PromptTokens, completion.Usage.CompletionTokens);
    }

    [Theory]
    [InlineData("\"max_tokens\": 5", 5, "length")]
    [InlineData("\"max_tokens\": 40", 12, "stop")]
    [InlineData("\"max_tokens\": 40, \"min_tokens\": 20", 20, "stop")]
    [InlineData("\"max_tokens\": 40, \"ignore_eos\": true", 40, "length")]
    public async Task An_answer_is_as_long_as_its_limits_say(string fields, int tokens, string finish)
    {
        await using var twin = await LiveTwin.StartAsync();

        var (_, body) = await twin.PostAsync(Chat, $$"""{{fields}}, "messages": [{"role": "user", "content": "x"}]""");

        var answer = LiveTwin.Json(body);
        Assert.Equal(tokens, answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(finish, answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("false", true, false)]
    [InlineData("true", false, true)]
    public async Task Reasoning_comes_first_when_the_chat_thinks(string? asked, bool thinks, bool expected)
    {
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { Thinks = thinks, Reasoning = LengthRange.Fixed(7) });
        Dictionary<string, JsonElement>? extra = asked is null ? null : new() { ["chat_template_kwargs"] = LiveTwin.Json($$"""{"enable_thinking": {{asked}}}""") };

        var reply = await twin.ChatAsync(with: request => request with { Extra = extra });
        var cut = await twin.ChatAsync(with: request => request with { Extra = extra, MaxTokens = 7 });

        Assert.Equal(expected ? 7 : null, reply.Reasoning?.Split(' ').Length);
        Assert.Equal((expected ? 7 : null, expected ? 19 : 12), (reply.Usage!.ReasoningTokens, reply.Usage.CompletionTokens));
        Assert.Equal((expected ? 0 : 7, "length"), (cut.Content.Length == 0 ? 0 : cut.Content.Split(' ').Length, cut.FinishReason));
    }

    [Fact]
    public async Task Under_a_schema_it_writes_documents_that_are_valid()
    {
        await using var twin = await LiveTwin.StartAsync();
        var schema = LiveTwin.Json("""
            {"type": "object", "properties": {"title": {"type": "string", "minLength": 3}, "level": {"enum": ["junior", "senior"]},
             "skills": {"type": "array", "items": {"type": "string", "x-verbatim": {}}, "minItems": 1}}, "required": ["title", "level", "skills"], "additionalProperties": false}
            """);

        for (var call = 0; call < 5; call++)
        {
            var reply = await twin.ChatAsync("We look for someone who knows Kubernetes and Go.", request => request with { ResponseFormat = new ResponseFormat.JsonSchema("job", schema, true) });

            Assert.Null(reply.Failure);
            Assert.Empty(JsonSchema.FromElement(schema).Validate(LiveTwin.Json(reply.Content)));
        }
    }

    [Fact]
    public async Task A_stop_text_ends_the_answer_before_it()
    {
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { Text = TextMode.Echo });

        var reply = await twin.ChatAsync("one two three", request => request with { Stop = ["thr"] });

        Assert.Equal(("one two ", "stop"), (reply.Content, reply.FinishReason));
    }

    [Theory]
    [InlineData("\"messages\": []", 400, "messages")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": [{\"function\": {\"name\": \"f\"}}], \"tool_choice\": \"required\"", 400, "tool_choice")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"n\": 2", 400, "n")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"logprobs\": true", 400, "logprobs")]
    [InlineData("\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"type\": \"nonsense\"}}}", 400, "response_format.json_schema.schema")]
    public async Task What_cannot_be_answered_is_refused_by_its_name(string fields, int status, string param)
    {
        await using var twin = await LiveTwin.StartAsync();

        var (got, body) = await twin.PostAsync(Chat, fields);

        Assert.Equal((status, param), (got, LiveTwin.Json(body).GetProperty("error").GetProperty("param").GetString()));
        Assert.Equal((CallEnd.Refused, status), (twin.Server.Ledger.Calls[0].End, twin.Server.Ledger.Calls[0].Status));
    }

    [Fact]
    public async Task Another_models_name_and_a_prompt_beyond_the_context_are_told()
    {
        await using var twin = await LiveTwin.StartAsync();

        var unknown = await twin.ChatAsync(with: request => request with { Model = "gpt-5" });
        var tooLong = await twin.ChatAsync(string.Concat(Enumerable.Repeat(" a", 131_072)));

        Assert.Equal((FailureReason.Account, 404), (unknown.Failure!.Reason, unknown.Failure.HttpStatus));
        Assert.Contains(LiveTwin.Model, unknown.Failure.Detail, StringComparison.Ordinal);
        Assert.Contains("does not fit the context of 131072 tokens", tooLong.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_listed_and_tokens_are_counted_as_usage_counts_them()
    {
        await using var twin = await LiveTwin.StartAsync();
        const string prompt = "Count these words, please: one, two, three.";

        using var client = twin.Client();
        var listing = await client.ListModelsAsync();
        var (_, tokens) = await twin.PostAsync("tokenize", $"\"prompt\": \"{prompt}\"");
        var reply = await twin.Clock.While(client.CompleteAsync(new CompletionRequest { Model = LiveTwin.Model, Prompts = [new() { Text = prompt }] }));

        Assert.Equal((LiveTwin.Model, 131_072), (Assert.Single(listing.Models!).Id, listing.Models![0].MaxModelLength));
        Assert.Equal(reply.Usage!.PromptTokens, LiveTwin.Json(tokens).GetProperty("count").GetInt32());
        Assert.Equal(reply.Usage.PromptTokens, LiveTwin.Json(tokens).GetProperty("tokens").GetArrayLength());
    }

    [Fact]
    public async Task Metrics_have_vllms_names_and_show_what_runs_and_waits()
    {
        await using var twin = await LiveTwin.StartAsync(output: 1000, whatIf: "max_num_seqs=2");
        using var client = twin.Client();
        using var stop = new CancellationTokenSource();
        var request = new ChatRequest { Model = LiveTwin.Model, Messages = [new("user", "x")] };

        Task<Reply>[] replies = [.. Enumerable.Range(0, 3).Select(_ => client.ChatAsync(request, ct: stop.Token))];
        await twin.Server.Ledger.ArrivedAsync(3);
        var (metrics, label) = ("", $"{{model_name=\"{LiveTwin.Model}\",engine=\"0\"}}");
        for (var step = 0; step < 500 && !metrics.Contains($"vllm:num_requests_waiting{label} 1\n", StringComparison.Ordinal); step++)
        {
            await twin.Clock.WhenTimersWaitAsync();
            metrics = await twin.Http.GetStringAsync(new Uri("metrics", UriKind.Relative));
            twin.Clock.TryAdvanceToNext();
        }

        var health = await twin.Http.GetStringAsync(new Uri("health", UriKind.Relative));
        await stop.CancelAsync();
        await Task.WhenAll(replies);
        await twin.Server.Ledger.EndedAsync(3);

        Assert.Contains($"vllm:num_requests_running{label} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"vllm:num_requests_waiting{label} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"vllm:num_preemptions_total{label} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("vllm:kv_cache_usage_perc{", metrics, StringComparison.Ordinal);
        Assert.Equal("ok", LiveTwin.Json(health).GetProperty("status").GetString());
        Assert.Equal(3, twin.Server.Ledger.Ended(CallEnd.ClientGone));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up()
    {
        // Every chunk names the model: 40,000 of them are 90 MB, more than any system keeps for a socket that is not read (Linux, tcp_wmem: 4 MiB, or 16 or 64 where somebody tuned it).
        var model = new string('m', 2000);
        await using var twin = await LiveTwin.StartAsync(new TwinServerOptions { ServedAs = [model] });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(twin.Server.BaseUrl.Host, twin.Server.BaseUrl.Port);

        await socket.SendAsync(Encoding.ASCII.GetBytes(Post($$"""{"model": "{{model}}", "stream": true, "max_tokens": 40000, "ignore_eos": true, "messages": [{"role": "user", "content": "x"}]}""")));
        await twin.Server.Ledger.OpenAsync(1);
        var reply = await twin.ChatAsync(with: chat => chat with { Model = model, MaxTokens = 39_900, Extra = new Dictionary<string, JsonElement> { ["ignore_eos"] = LiveTwin.Json("true") } });

        Assert.Equal((null, 39_900), (reply.Failure, reply.Usage!.CompletionTokens));
        Assert.Equal(CallEnd.Open, twin.Server.Ledger.Calls[0].End);
        Assert.InRange(twin.Server.Ledger.Calls[0].SentTokens, 1, 39_000);
    }

    static string Post(string body) => $"POST /{Chat} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    [Fact]
    public async Task The_ledger_is_read_over_http_too()
    {
        await using var twin = await LiveTwin.StartAsync();
        await twin.ChatAsync();

        var ledger = LiveTwin.Json(await twin.Http.GetStringAsync(new Uri("twin/ledger", UriKind.Relative)));

        var call = Assert.Single(ledger.GetProperty("calls").EnumerateArray());
        Assert.Equal(("sent", 12, 200), (call.GetProperty("end").GetString(), call.GetProperty("sent_tokens").GetInt32(), call.GetProperty("status").GetInt32()));
    }
}
