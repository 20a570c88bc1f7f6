using System.Text;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Failures;
using Sluice.Schema;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Tests.Engine.Serving;

public sealed class StructuredAnswerTests
{
    const string Posting = "Senior Java Developer wanted in Zürich. You know Kotlin, SQL and Docker well.";

    [Fact]
    public async Task Every_answer_that_ends_with_stop_validates_under_random_schemas()
    {
        await using var tiny = new TinyEngine(parallel: 8, contextTokens: 8192);
        var random = new Random(20261121);
        var schemas = Enumerable.Range(0, 150).Select(_ => RandomSchemas.Next(random)).ToArray();

        var answers = await Task.WhenAll(schemas.Select((schema, index) => AnswerAsync(tiny, schema, index)));

        var stopped = 0;
        foreach (var (schema, (text, result)) in schemas.Zip(answers))
        {
            Assert.True(result.Failure is null, $"{schema}: {result.Failure}");
            if (result.FinishReason != "stop")
                continue;
            stopped++;
            var errors = JsonSchema.Parse(schema).Validate(Encoding.UTF8.GetBytes(text));
            Assert.True(errors.Count == 0, $"{schema}\n{text}\n{string.Join("\n", errors)}");
        }
        Assert.True(stopped >= 100, $"only {stopped} of 150 answers came to an end: the test shows too little");
    }

    [Fact]
    public async Task A_verbatim_string_stands_in_the_source_text()
    {
        await using var tiny = new TinyEngine(parallel: 8);
        const string schema = """{"type":"object","properties":{"skill":{"type":"string","x-verbatim":true}},"required":["skill"],"additionalProperties":false}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => AnswerAsync(tiny, schema, seed)));

        foreach (var (text, result) in answers)
        {
            Assert.Equal("stop", result.FinishReason);
            var skill = JsonDocument.Parse(text).RootElement.GetProperty("skill").GetString()!;
            Assert.True(new SourceText(Posting).TryLocate(skill, new VerbatimRule(AtLineStart: false), "/skill", [], out _), skill);
        }
    }

    [Fact]
    public async Task What_must_come_is_appended_and_only_the_rest_is_drawn()
    {
        const string schema = """{"type":"object","properties":{"kind":{"const":"posting"},"skills":{"type":"array","items":{"enum":["sql","java"]},"minItems":3,"maxItems":3}},"required":["kind","skills"],"additionalProperties":false}""";
        await using var tiny = new TinyEngine();
        await using var plain = new TinyEngine(appendForced: false);

        var (text, result) = await AnswerAsync(tiny, schema, seed: 4);
        var (drawn, all) = await AnswerAsync(plain, schema, seed: 4);

        Assert.Equal(("stop", "stop"), (result.FinishReason, all.FinishReason));
        Assert.Empty(JsonSchema.Parse(schema).Validate(Encoding.UTF8.GetBytes(text)));
        Assert.Empty(JsonSchema.Parse(schema).Validate(Encoding.UTF8.GetBytes(drawn)));
        Assert.Equal(0, all.ForcedTokens);
        // 62 bytes in about as many tokens, of which the first byte, three choices and a token at each border are drawn.
        Assert.True(result.ForcedTokens > result.Usage.CompletionTokens / 2, $"{result.ForcedTokens} of {result.Usage.CompletionTokens} tokens were appended");
        Assert.True(tiny.Engine.Status.Steps < plain.Engine.Status.Steps / 2, $"{tiny.Engine.Status.Steps} steps instead of {plain.Engine.Status.Steps}");
    }

    [Fact]
    public async Task A_text_without_anything_to_quote_ends_the_answer_as_ungrounded()
    {
        await using var tiny = new TinyEngine();
        var grammar = JsonSchema.Parse("""{"type":"array","items":{"type":"string","x-verbatim":{"max_words":2},"minLength":40},"minItems":1}""").CompileAnswer();

        var result = await tiny.Engine.Submit(new GenerationRequest { Prompt = tiny.Engine.ReadText("x"), Answer = grammar.Start(new SourceText(Posting)) }).Result;

        Assert.Equal(FailureReason.Ungrounded, result.Failure?.Reason);
    }

    [Fact]
    public async Task A_server_says_so_in_a_word_that_its_client_understands()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync("""
            "x_source_text": " ", "response_format": {"type": "json_schema", "json_schema": {"strict": true, "schema":
              {"type": "object", "properties": {"word": {"type": "string", "x-verbatim": true}}, "required": ["word"]}}}
            """);

        Assert.Equal((422, "ungrounded"), (status, body.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_answer_cut_by_its_limit_says_length()
    {
        await using var tiny = new TinyEngine();

        var (_, result) = await AnswerAsync(tiny, """{"type":"string","minLength":200}""", seed: 1, maxTokens: 50);

        Assert.Equal(("length", 50), (result.FinishReason, result.Usage.CompletionTokens));
    }

    [Fact]
    public async Task A_json_object_is_an_object_of_any_kind()
    {
        await using var tiny = await TinyServer.StartAsync();

        for (var seed = 0; seed < 10; seed++)
        {
            var (status, body) = await tiny.ChatAsync($"\"seed\": {seed}, \"max_tokens\": 900, \"response_format\": {{\"type\": \"json_object\"}}");

            Assert.Equal(200, status);
            var choice = body.GetProperty("choices")[0];
            if (choice.GetProperty("finish_reason").GetString() == "stop")
                Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(choice.GetProperty("message").GetProperty("content").GetString()!).RootElement.ValueKind);
        }
    }

    [Fact]
    public async Task A_source_text_in_the_request_is_what_verbatim_strings_are_held_to()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, body) = await tiny.ChatAsync("""
            "x_source_text": "gamma", "response_format": {"type": "json_schema", "json_schema": {"strict": true, "schema":
              {"type": "object", "properties": {"word": {"type": "string", "x-verbatim": true}}, "required": ["word"]}}}
            """);

        Assert.Equal(200, status);
        var answer = body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
        Assert.Equal("gamma", JsonDocument.Parse(answer).RootElement.GetProperty("word").GetString(), ignoreCase: true);
    }

    static Task<(string Text, GenerationResult Result)> AnswerAsync(TinyEngine tiny, string schema, int seed, int maxTokens = 600)
    {
        var grammar = JsonSchema.Parse(schema).CompileAnswer();
        return tiny.Engine.Submit(new GenerationRequest
        {
            Prompt = tiny.Engine.ReadText("Answer " + seed),
            MaxTokens = maxTokens,
            Answer = grammar.Start(new SourceText(Posting)),
            Sampling = new SamplingSettings { Temperature = 1, Seed = seed },
        }).ReadToEndAsync();
    }
}
