using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Sluice.Tests.Engine.Serving;

/// <summary><c>POST /v1/completions</c>, and what it shares with chat: several answers, and how likely their tokens were.</summary>
public sealed class CompletionTests
{
    static Task<(int Status, JsonElement Body)> CompleteAsync(TinyServer tiny, string fields) =>
        tiny.PostToAsync("/v1/completions", $$"""{"model":"tiny","temperature":0,"ignore_eos":true,{{fields}}}""");

    static JsonElement[] Choices(JsonElement body) => [.. body.GetProperty("choices").EnumerateArray()];

    static string Text(JsonElement choice) => choice.GetProperty("text").GetString()!;

    static async Task<JsonElement[]> ChunksAsync(TinyServer tiny, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await tiny.Http.PostAsync(new Uri(tiny.Server.BaseUrl, path), content);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..]).ToArray();
        Assert.Equal("[DONE]", events[^1]);
        return [.. events[..^1].Select(data => JsonSerializer.Deserialize<JsonElement>(data))];
    }

    [Fact]
    public async Task A_text_is_gone_on_with_for_as_many_tokens_as_asked()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await CompleteAsync(tiny, "\"prompt\": \"Once upon\", \"max_tokens\": 9");

        Assert.Equal((200, "text_completion"), (status, body.GetProperty("object").GetString()));
        var choice = Assert.Single(Choices(body));
        Assert.NotEqual("", Text(choice));
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        var usage = body.GetProperty("usage");
        Assert.Equal((9, 9), (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32()));
    }

    [Fact]
    public async Task The_same_prompt_as_tokens_gives_the_same_answer()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string prompt = "<|im_start|>user\\nHi<|im_end|>";
        var (_, tokens) = await tiny.PostToAsync("/tokenize", $$"""{"prompt": "{{prompt}}", "parse_special": true}""");

        var (_, asText) = await CompleteAsync(tiny, $"\"prompt\": \"{prompt}\", \"max_tokens\": 12");
        var (_, asTokens) = await CompleteAsync(tiny, $"\"prompt\": {tokens.GetProperty("tokens").GetRawText()}, \"max_tokens\": 12");

        Assert.Equal(Text(Choices(asText)[0]), Text(Choices(asTokens)[0]));
        Assert.Equal(tokens.GetProperty("count").GetInt32(), asText.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task Several_prompts_are_answered_each_as_alone_in_their_order()
    {
        await using var tiny = await TinyServer.StartAsync();
        var alone = new List<string>();
        foreach (var prompt in (string[])["alpha", "beta", "gamma"])
            alone.Add(prompt + Text(Choices((await CompleteAsync(tiny, $"\"prompt\": \"{prompt}\", \"max_tokens\": 6")).Body)[0]));

        var (_, body) = await CompleteAsync(tiny, "\"prompt\": [\"alpha\", \"beta\", \"gamma\"], \"max_tokens\": 6, \"echo\": true");

        Assert.Equal(alone, Choices(body).Select(Text));
        Assert.Equal([0, 1, 2], Choices(body).Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(18, body.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task A_stream_of_several_answers_brings_each_as_the_whole_reply_does()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"model\":\"tiny\",\"prompt\":[\"one\",\"two\"],\"n\":2,\"max_tokens\":8,\"temperature\":1,\"seed\":4,\"ignore_eos\":true";
        var (_, whole) = await tiny.PostToAsync("/v1/completions", $"{{{fields}}}");

        var chunks = await ChunksAsync(tiny, "/v1/completions", $"{{{fields},\"stream\":true,\"stream_options\":{{\"include_usage\":true}}}}");

        var streamed = chunks[..^1].Select(chunk => chunk.GetProperty("choices")[0]).GroupBy(choice => choice.GetProperty("index").GetInt32()).OrderBy(group => group.Key).ToArray();
        Assert.Equal(Choices(whole).Select(Text), streamed.Select(group => string.Concat(group.Select(Text))));
        Assert.Equal(4, Choices(whole).Select(Text).Distinct().Count());
        Assert.All(streamed, group => Assert.Equal("length", group.Last().GetProperty("finish_reason").GetString()));
        Assert.Equal(6, chunks[^1].GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(32, chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task A_chat_can_have_several_answers_of_which_the_first_is_the_one_it_has_alone()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"max_tokens\": 10, \"temperature\": 1, \"seed\": 9, \"ignore_eos\": true";
        var (_, one) = await tiny.ChatAsync(fields);

        var (_, three) = await tiny.ChatAsync(fields + ", \"n\": 3");

        string[] texts = [.. Choices(three).Select(choice => choice.GetProperty("message").GetProperty("content").GetString()!)];
        Assert.Equal(3, texts.Distinct().Count());
        Assert.Equal(Choices(one)[0].GetProperty("message").GetProperty("content").GetString(), texts[0]);
        Assert.Equal(one.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), three.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(30, three.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Several_answers_under_a_schema_are_each_valid()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (_, body) = await tiny.ChatAsync("""
            "n": 3, "max_tokens": 60, "seed": 2, "response_format": {"type": "json_schema", "json_schema": {"name": "a", "strict": true, "schema": {"enum": ["red", "green", "blue"]}}}
            """);

        Assert.Equal(3, Choices(body).Length);
        Assert.All(Choices(body), choice => Assert.Contains(JsonSerializer.Deserialize<string>(choice.GetProperty("message").GetProperty("content").GetString()!), (string[])["red", "green", "blue"]));
    }

    [Fact]
    public async Task Scores_of_a_chat_spell_its_answer_and_the_best_token_leads_them()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (_, body) = await tiny.ChatAsync("\"max_tokens\": 12, \"temperature\": 0, \"ignore_eos\": true, \"logprobs\": true, \"top_logprobs\": 3");

        var choice = Choices(body)[0];
        JsonElement[] scores = [.. choice.GetProperty("logprobs").GetProperty("content").EnumerateArray()];
        Assert.Equal(12, scores.Length);
        byte[] bytes = [.. scores.SelectMany(score => score.GetProperty("bytes").EnumerateArray().Select(unit => unit.GetByte()))];
        Assert.Equal(choice.GetProperty("message").GetProperty("content").GetString(), Encoding.UTF8.GetString(bytes));
        foreach (var score in scores)
        {
            JsonElement[] top = [.. score.GetProperty("top_logprobs").EnumerateArray()];
            double[] values = [.. top.Select(other => other.GetProperty("logprob").GetDouble())];
            Assert.Equal(3, top.Length);
            Assert.Equal(values.OrderDescending(), values);
            Assert.True(values.Sum(Math.Exp) is > 0 and <= 1 + 1e-6);
            // Greedy took the likeliest but for signs of an end, which were to be ignored.
            Assert.All(top.Where(other => other.GetProperty("logprob").GetDouble() > score.GetProperty("logprob").GetDouble()), other => Assert.StartsWith("<|", other.GetProperty("token").GetString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Scores_are_the_models_own_whatever_temperature_and_bias_make_of_them()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"prompt\": \"Once\", \"max_tokens\": 1, \"logprobs\": 20";
        var (_, token) = await tiny.PostToAsync("/tokenize", """{"prompt": "q"}""");
        var (_, plain) = await CompleteAsync(tiny, fields);

        var (_, biased) = await CompleteAsync(tiny, $"{fields}, \"logit_bias\": {{\"{token.GetProperty("tokens")[0].GetInt32()}\": 100}}");

        static JsonElement Scores(JsonElement body) => Choices(body)[0].GetProperty("logprobs");
        Assert.NotEqual("q", Text(Choices(plain)[0]));
        Assert.Equal("q", Text(Choices(biased)[0]));
        // The likeliest are the same; the one that the bias made of it is told beside them.
        static string[] Likeliest(JsonElement body) => [.. Scores(body).GetProperty("top_logprobs")[0].EnumerateObject().Where(other => other.Name != "q").Select(other => other.ToString())];
        Assert.Equal(Likeliest(plain), Likeliest(biased));
        Assert.True(Scores(biased).GetProperty("top_logprobs")[0].TryGetProperty("q", out _));
        Assert.True(Scores(biased).GetProperty("token_logprobs")[0].GetDouble() < Scores(plain).GetProperty("token_logprobs")[0].GetDouble());
    }

    [Fact]
    public async Task Streamed_scores_are_those_of_the_whole_answer_with_their_places_in_the_text()
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"model\":\"tiny\",\"prompt\":\"Once\",\"max_tokens\":9,\"temperature\":0,\"ignore_eos\":true,\"logprobs\":1";
        var (_, whole) = await tiny.PostToAsync("/v1/completions", $"{{{fields}}}");

        var chunks = await ChunksAsync(tiny, "/v1/completions", $"{{{fields},\"stream\":true}}");

        JsonElement[] parts = [.. chunks.Select(chunk => chunk.GetProperty("choices")[0]).Where(choice => choice.TryGetProperty("logprobs", out _)).Select(choice => choice.GetProperty("logprobs"))];
        var all = Choices(whole)[0].GetProperty("logprobs");
        Assert.True(parts.Length > 1, "the scores came in one piece");
        foreach (var list in (string[])["tokens", "token_logprobs", "text_offset"])
            Assert.Equal(all.GetProperty(list).EnumerateArray().Select(item => item.ToString()), parts.SelectMany(part => part.GetProperty(list).EnumerateArray()).Select(item => item.ToString()));
        Assert.Equal(9, all.GetProperty("tokens").GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Echo_without_any_token_gives_the_prompt_alone(bool stream)
    {
        await using var tiny = await TinyServer.StartAsync();
        const string fields = "\"model\":\"tiny\",\"prompt\":\"Once\",\"max_tokens\":0,\"echo\":true";

        var choices = stream
            ? (await ChunksAsync(tiny, "/v1/completions", $"{{{fields},\"stream\":true}}")).Select(chunk => chunk.GetProperty("choices")[0]).ToArray()
            : [.. Choices((await tiny.PostToAsync("/v1/completions", $"{{{fields}}}")).Item2)];

        Assert.Equal("Once", string.Concat(choices.Select(Text)));
        Assert.Equal("length", choices[^1].GetProperty("finish_reason").GetString());
    }

    [Theory]
    [InlineData("\"prompt\": \"x\", \"max_tokens\": 0", "max_tokens")]
    [InlineData("\"prompt\": \"x\", \"guided_regex\": \"a+\"", "guided_regex")]
    [InlineData("\"prompt\": \"x\", \"min_tokens\": 5", "min_tokens")]
    [InlineData("\"prompt\": \"x\", \"context_shift\": true", "context_shift")]
    [InlineData("\"prompt\": 1", "prompt")]
    [InlineData("\"prompt\": [99999]", "prompt")]
    [InlineData("\"prompt\": [\"a\", \"b\"], \"n\": 53", "prompt")] // 4 are written and 100 wait
    [InlineData("\"prompt\": \"\"", "prompt")]
    [InlineData("\"prompt\": \"x\", \"logprobs\": 21", "logprobs")]
    [InlineData("\"prompt\": \"x\", \"best_of\": 3", "best_of")]
    [InlineData("\"prompt\": \"x\", \"suffix\": \"end\"", "suffix")]
    [InlineData("\"prompt\": \"x\", \"logit_bias\": {\"99999\": 1}", "logit_bias")]
    public async Task A_wrong_parameter_is_refused_by_name(string fields, string name)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await CompleteAsync(tiny, fields);

        Assert.Equal((400, name), (status, body.GetProperty("error").GetProperty("param").GetString()));
    }

    [Fact]
    public async Task A_stop_string_ends_a_completion_and_is_not_part_of_it()
    {
        await using var tiny = await TinyServer.StartAsync();
        var (_, free) = await CompleteAsync(tiny, "\"prompt\": \"Once\", \"max_tokens\": 24");
        var text = Text(Choices(free)[0]);
        var stop = text.Substring(text.Length / 2, 2);

        var (_, cut) = await CompleteAsync(tiny, $"\"prompt\": \"Once\", \"max_tokens\": 24, \"stop\": {JsonSerializer.Serialize(stop)}");

        Assert.Equal(text[..text.IndexOf(stop, StringComparison.Ordinal)], Text(Choices(cut)[0]));
        Assert.Equal("stop", Choices(cut)[0].GetProperty("finish_reason").GetString());
    }
}
