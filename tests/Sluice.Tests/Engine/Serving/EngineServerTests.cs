using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Serving;

namespace Sluice.Tests.Engine.Serving;

public sealed class EngineServerTests
{
    static string Text(JsonElement body) => body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    static JsonElement Error(JsonElement body) => body.GetProperty("error");

    [Fact]
    public async Task A_chat_is_answered_with_its_usage()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync("\"max_tokens\": 8, \"temperature\": 0");

        Assert.Equal(200, status);
        Assert.NotEqual("", Text(body));
        var usage = body.GetProperty("usage");
        Assert.Equal(usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32(), usage.GetProperty("total_tokens").GetInt32());
        Assert.Equal(0, usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
    }

    [Fact]
    public async Task A_stream_has_the_same_text_as_the_whole_answer()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"max_tokens\": 30, \"temperature\": 1, \"seed\": 5";
        var (_, whole) = await tiny.ChatAsync(fields);

        using var response = await tiny.PostAsync(TinyServer.Body(fields + ", \"stream\": true, \"stream_options\": {\"include_usage\": true}"));
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..]).ToArray();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("[DONE]", events[^1]);
        var chunks = events[..^1].Select(data => JsonSerializer.Deserialize<JsonElement>(data)).ToArray();
        Assert.Equal("assistant", chunks[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Equal(Text(whole), string.Concat(chunks[..^1].Select(chunk => chunk.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : "")));
        Assert.Equal(whole.GetProperty("choices")[0].GetProperty("finish_reason").GetString(), chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal(
            whole.GetProperty("usage").GetProperty("completion_tokens").GetInt32(),
            chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData("[1]", "must be an object")]
    [InlineData("{\"messages\": []}", "cannot replace 'messages'")]
    public async Task Settings_of_the_template_that_are_none_are_refused(string settings, string message)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync($"\"chat_template_kwargs\": {settings}");

        Assert.Equal((400, "chat_template_kwargs"), (status, Error(body).GetProperty("param").GetString()));
        Assert.Contains(message, Error(body).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_listed_with_what_it_can_do()
    {
        await using var tiny = await TinyServer.StartAsync();

        var listing = await tiny.Http.GetFromJsonAsync<JsonElement>("models");

        var model = Assert.Single(listing.GetProperty("data").EnumerateArray());
        Assert.Equal("tiny", model.GetProperty("id").GetString());
        Assert.Equal(2048, model.GetProperty("max_model_len").GetInt32());
        Assert.True(model.GetProperty("x_sluice").GetProperty("verbatim").GetBoolean());
    }

    [Fact]
    public async Task Another_models_name_is_refused_with_the_one_that_is_here()
    {
        await using var tiny = await TinyServer.StartAsync();

        using var response = await tiny.PostAsync("""{"model":"gpt-4","messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains("served: tiny", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"temperature\": \"hot\"", "temperature")]
    [InlineData("\"top_p\": 1.5", "top_p")]
    [InlineData("\"max_tokens\": 0", "max_tokens")]
    [InlineData("\"stop\": [1]", "stop")]
    [InlineData("\"tools\": [{\"type\": \"function\"}]", "tools[0]")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"strin\"}}}]", "tools[0].function.parameters")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}], \"tool_choice\": \"maybe\"", "tool_choice")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}], \"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"g\"}}", "tool_choice")]
    [InlineData("\"tool_choice\": \"required\"", "tool_choice")]
    [InlineData("\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\"}}], \"tool_choice\": \"required\", \"stop\": \"x\"", "stop")]
    [InlineData("\"presence_penalty\": 3", "presence_penalty")]
    [InlineData("\"logit_bias\": {\"x\": 1}", "logit_bias")]
    [InlineData("\"logit_bias\": {\"99999\": 1}", "logit_bias")]
    [InlineData("\"logprobs\": 1", "logprobs")]
    [InlineData("\"top_logprobs\": 2", "top_logprobs")]
    [InlineData("\"logprobs\": true, \"top_logprobs\": 21", "top_logprobs")]
    [InlineData("\"n\": 0", "n")]
    [InlineData("\"ignore_eos\": 1", "ignore_eos")]
    [InlineData("\"continue_final_message\": true", "continue_final_message")]
    [InlineData("\"add_generation_prompt\": 0", "add_generation_prompt")]
    [InlineData("\"cache_prompt\": \"no\"", "cache_prompt")]
    [InlineData("\"lora\": [{\"id\": 0, \"scale\": 1}]", "lora")]
    [InlineData("\"lora_request\": {\"name\": \"x\"}", "lora_request")]
    [InlineData("\"speculative.n_max\": 4", "speculative.n_max")]
    [InlineData("\"truncate_prompt_tokens\": 100", "truncate_prompt_tokens")]
    [InlineData("\"use_beam_search\": true", "use_beam_search")]
    [InlineData("\"response_format\": {\"type\": \"json_object\"}, \"stop\": \"x\"", "stop")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"type\": \"strin\"}}}", "response_format.json_schema.schema")]
    public async Task A_wrong_parameter_is_refused_by_name(string fields, string name)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync(fields);

        Assert.Equal((400, name), (status, Error(body).GetProperty("param").GetString()));
    }

    [Fact]
    public async Task A_schema_that_cannot_be_held_to_is_refused_with_the_keywords_path()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync("""
            "response_format": {"type": "json_schema", "json_schema": {"strict": true, "schema": {"type": "object", "properties": {"a": {"pattern": "(?<=a)b"}}}}}
            """);

        Assert.Equal(400, status);
        Assert.Contains("#/properties/a/pattern", Error(body).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_strict_such_a_schema_is_followed_as_far_as_can_be_and_the_answer_validated_at_its_end()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = """
            "seed": 1, "max_tokens": 200, "response_format": {"type": "json_schema", "json_schema": {"strict": false, "schema":
              {"type": "object", "properties": {"a": {"enum": ["cb", "ab"], "pattern": "PATTERN"}, "b": {"type": "string", "maxLength": 1, "pattern": "PATTERN"}}, "required": ["a", "b"], "additionalProperties": false}}}
            """;

        var (good, answer) = await tiny.ChatAsync(fields.Replace("PATTERN", "(?<!a)c?", StringComparison.Ordinal));
        var (bad, error) = await tiny.ChatAsync(fields.Replace("PATTERN", "(?<=a)b", StringComparison.Ordinal));

        Assert.Equal(200, good);
        Assert.Equal(["a", "b"], JsonDocument.Parse(answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.True(answer.GetProperty("usage").GetProperty("completion_tokens_details").GetProperty("forced_tokens").GetInt32() > 0);
        Assert.Equal((500, "schema_mismatch"), (bad, Error(error).GetProperty("code").GetString()));
        Assert.Contains("/b: ", Error(error).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_ask_for_nothing_or_that_nobody_knows_are_let_through()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, _) = await tiny.ChatAsync("\"max_tokens\": 2, \"tools\": [], \"presence_penalty\": 0, \"user\": \"me\", \"seed\": null");

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task A_prompt_longer_than_the_context_is_refused()
    {
        await using var tiny = await TinyServer.StartAsync(context: 256);

        using var response = await tiny.PostAsync($$"""{"model":"tiny","messages":[{"role":"user","content":"{{new string('x', 500)}}"}]}""");
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((400, "context_length_exceeded"), ((int)response.StatusCode, Error(body).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var tiny = await TinyServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "chat/completions") { Content = new ByteArrayContent(new byte[(16 << 20) + 1]) };
        request.Headers.ExpectContinue = true; // else the refusal may cross the body on its way

        using var response = await tiny.Http.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Without_the_key_nothing_is_served_but_health()
    {
        await using var tiny = await TinyServer.StartAsync(key: "open-sesame");
        async Task<int> Ask(string path, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await tiny.Http.SendAsync(request);
            return (int)response.StatusCode;
        }

        Assert.Equal(401, await Ask("models", null));
        Assert.Equal(401, await Ask("models", "open-sesam"));
        Assert.Equal(200, await Ask("models", "open-sesame"));
        Assert.Equal(200, await Ask("/health", null));
    }

    [Fact]
    public async Task It_says_how_many_requests_it_answers_at_the_same_time()
    {
        await using var tiny = await TinyServer.StartAsync(parallel: 3);

        Assert.Equal(3, (await tiny.Http.GetFromJsonAsync<JsonElement>("/props")).GetProperty("total_slots").GetInt32());
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_refused_in_the_same_form()
    {
        await using var tiny = await TinyServer.StartAsync();

        using var unknown = await tiny.Http.GetAsync("nothing");
        using var method = await tiny.Http.GetAsync("chat/completions");

        Assert.Equal((404, 405), ((int)unknown.StatusCode, (int)method.StatusCode));
        Assert.NotEqual("", Error(await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_told_to_come_back()
    {
        await using var tiny = await TinyServer.StartAsync(parallel: 1, queueLimit: 1);

        // Three answers at once where one is written and one may wait.
        using var response = await tiny.PostAsync(TinyServer.Body("\"stream\": true, \"n\": 3, \"ignore_eos\": true"));
        var (whole, _) = await tiny.ChatAsync("\"n\": 3, \"ignore_eos\": true");
        var (after, _) = await tiny.ChatAsync("\"n\": 2, \"max_tokens\": 2");

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Equal((503, 200), (whole, after));
    }

    [Fact]
    public async Task A_client_that_hangs_up_frees_its_place()
    {
        await using var tiny = await TinyServer.StartAsync(parallel: 1);
        using var client = new CancellationTokenSource();
        // No token of the alphabet may end this answer: it would run to the end of the context.
        var body = TinyServer.Body("""
            "stream": true, "response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "string", "minLength": 3000}}}
            """);
        var response = await tiny.PostAsync(body, client.Token);
        var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[10]);

        response.Dispose();

        var (status, _) = await tiny.ChatAsync("\"max_tokens\": 3");
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var tiny = await TinyServer.StartAsync();
        var options = new EngineOptions { ModelPath = Path.Combine(Path.GetTempPath(), "nothing.gguf") };

        await Assert.ThrowsAsync<EngineException>(() => EngineServer.StartAsync(options, new EngineServerOptions(), CancellationToken.None));
        using var folder = new Sluice.Testing.TempFolder();
        options = options with { ModelPath = Sluice.Testing.TinyGguf.Write(folder.At("other.gguf")), Threads = 1 };
        var problem = await Assert.ThrowsAsync<EngineException>(() => EngineServer.StartAsync(options, new EngineServerOptions { Port = tiny.Server.BaseUrl.Port }, CancellationToken.None));

        Assert.Contains($"Port {tiny.Server.BaseUrl.Port}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_is_not_to_use_the_cache_is_read_anew()
    {
        await using var tiny = await TinyServer.StartAsync();
        static int Cached(JsonElement body) => body.GetProperty("usage").GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32();
        await tiny.ChatAsync("\"max_tokens\": 1");

        var (_, anew) = await tiny.ChatAsync("\"max_tokens\": 1, \"cache_prompt\": false");
        var (_, shared) = await tiny.ChatAsync("\"max_tokens\": 1, \"cache_prompt\": true");

        Assert.Equal(0, Cached(anew));
        Assert.True(Cached(shared) > 0);
    }

    [Theory]
    [InlineData("", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nSure: <|im_end|>\n<|im_start|>assistant\n")]
    [InlineData(", \"add_generation_prompt\": false", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nSure: <|im_end|>\n")]
    [InlineData(", \"continue_final_message\": true", "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nSure: ")]
    public async Task A_prompt_ends_with_a_new_turn_or_within_the_last_message(string fields, string prompt)
    {
        await using var tiny = await TinyServer.StartAsync();
        const string messages = """[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Sure: "}]""";

        var (_, tokens) = await tiny.PostToAsync("/tokenize", $"{{\"model\": \"tiny\", \"messages\": {messages}{fields}}}");
        var (_, text) = await tiny.PostToAsync("/detokenize", $"{{\"tokens\": {tokens.GetProperty("tokens").GetRawText()}}}");
        var (_, answer) = await tiny.PostToAsync("/v1/chat/completions", $"{{\"model\": \"tiny\", \"max_tokens\": 3, \"messages\": {messages}{fields}}}");

        Assert.Equal(prompt, text.GetProperty("prompt").GetString());
        Assert.Equal(tokens.GetProperty("count").GetInt32(), answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }
}
