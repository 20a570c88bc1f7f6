using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Engine;
using Sluice.Engine.Sampling;
using Sluice.Protocol.Markup;
using Sluice.Schema;

namespace Sluice.Tests.Engine.Serving;

public sealed class ToolCallTests
{
    const string Parameters = """{"type": "object", "properties": {"unit": {"$ref": "#/$defs/unit"}, "days": {"type": "integer", "minimum": 1, "maximum": 9}}, "required": ["unit", "days"], "additionalProperties": false, "$defs": {"unit": {"enum": ["celsius", "kelvin"]}}}""";
    const string Tools = """
        "tools": [{"type": "function", "function": {"name": "weather", "parameters": {{Parameters}}}}, {"type": "function", "function": {"name": "stop"}}]
        """;

    /// <summary>Lays out tools and turns as Hermes does, and is recognised by its tags.</summary>
    const string Hermes = "{% for tool in tools or [] %}{{ tool | tojson }}{% endfor %}{% for m in messages %}{{ m | tojson }}{% endfor %}{# <tool_call></tool_call> #}";

    static string Fields(string more) => Tools.Replace("{{Parameters}}", Parameters, StringComparison.Ordinal) + "," + more;

    [Fact]
    public async Task Schemas_and_tools_may_have_many_levels()
    {
        await using var tiny = await TinyServer.StartAsync(chatTemplate: Hermes);
        var schema = """{"type":"boolean"}""";
        for (var level = 0; level < 50; level++)
            schema = $$"""{"type":"object","properties":{"a":{{schema}}},"required":["a"],"additionalProperties":false}""";

        var (answered, answer) = await tiny.ChatAsync($$$"""
            "max_tokens": 1500, "response_format": {"type": "json_schema", "json_schema": {"name": "deep", "strict": true, "schema": {{{schema}}}}}
            """);
        var (called, _) = await tiny.ChatAsync($$$"""
            "max_tokens": 5, "tools": [{"type": "function", "function": {"name": "deep", "parameters": {{{schema}}}}}]
            """);

        Assert.Equal(200, answered);
        Assert.NotEqual(JsonValueKind.Undefined, answer.GetProperty("choices").ValueKind);
        Assert.Equal(400, called); // laid out they are more than this model's context
    }

    [Theory]
    [InlineData("\"required\"")]
    [InlineData("""{"type": "function", "function": {"name": "weather"}}""")]
    public async Task A_call_that_is_asked_for_always_fits_its_parameters(string choice)
    {
        await using var tiny = await TinyServer.StartAsync(chatTemplate: Hermes);
        var names = new HashSet<string>();

        for (var seed = 0; seed < 12; seed++)
        {
            var (status, body) = await tiny.ChatAsync(Fields($"\"tool_choice\": {choice}, \"seed\": {seed}, \"max_tokens\": 400"));

            Assert.Equal(200, status);
            var only = body.GetProperty("choices")[0];
            Assert.Equal(("tool_calls", JsonValueKind.Null), (only.GetProperty("finish_reason").GetString(), only.GetProperty("message").GetProperty("content").ValueKind));
            var call = Assert.Single(only.GetProperty("message").GetProperty("tool_calls").EnumerateArray());
            Assert.Matches("^[a-zA-Z0-9]{9}$", call.GetProperty("id").GetString());
            var function = call.GetProperty("function");
            names.Add(function.GetProperty("name").GetString()!);
            if (function.GetProperty("name").GetString() == "weather")
                Assert.Empty(JsonSchema.Parse(Parameters).Validate(Encoding.UTF8.GetBytes(function.GetProperty("arguments").GetString()!)));
        }

        Assert.Contains("weather", names);
        Assert.Equal(choice.Contains("weather", StringComparison.Ordinal) ? 1 : 2, names.Count);
    }

    [Fact]
    public async Task A_streamed_call_is_the_same_call()
    {
        await using var tiny = await TinyServer.StartAsync(chatTemplate: Hermes);
        var fields = Fields("\"tool_choice\": {\"type\": \"function\", \"function\": {\"name\": \"weather\"}}, \"temperature\": 0, \"max_tokens\": 400");

        var (_, whole) = await tiny.ChatAsync(fields);
        using var response = await tiny.PostAsync(TinyServer.Body(fields + ", \"stream\": true"));
        var stream = await response.Content.ReadAsStringAsync();

        var chunks = stream.Split("\n\n").Where(text => text.StartsWith("data: {", StringComparison.Ordinal)).Select(text => JsonElement.Parse(text[6..]).GetProperty("choices")[0]).ToList();
        var calls = chunks.Select(chunk => chunk.GetProperty("delta")).Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        Assert.Equal("weather", calls[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(
            whole.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString(),
            string.Concat(calls.Select(call => call.GetProperty("function").GetProperty("arguments").GetString())));
        Assert.Equal("tool_calls", chunks[^1].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_call_within_a_free_answer_is_held_to_its_schema_and_the_answer_goes_on()
    {
        await using var tiny = new TinyEngine();
        var grammar = JsonSchema.Parse("""{"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"], "additionalProperties": false}""").CompileAnswer();

        var (text, result) = await tiny.Engine.Submit(new GenerationRequest
        {
            Prompt = tiny.Engine.ReadText("x"),
            MaxTokens = 60,
            IgnoreEnd = true,
            Calls = new CallRules([new CallPattern(new Regex("!!$"), CallForm.Object)], (_, _) => grammar.Start(null)),
            Sampling = new SamplingSettings { Temperature = 0, Bias = new Dictionary<int, double> { [tiny.Engine.ReadText("!")[0]] = 100 } },
        }).ReadToEndAsync();

        // The bias makes the model write nothing but "!" where it may.
        Assert.Equal("length", result.FinishReason);
        Assert.Matches("^(!!\\{\\s*\"ok\"\\s*:\\s*(true|false)\\s*\\}){2,}", text);
    }

    [Fact]
    public async Task What_a_model_thinks_is_told_apart_from_its_answer()
    {
        await using var tiny = await TinyServer.StartAsync(chatTemplate: "{{ messages[0].content }}{# </think> #}<think>\n");

        var (_, body) = await tiny.ChatAsync("\"max_tokens\": 12, \"seed\": 3");

        var message = body.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("", message.GetProperty("content").GetString());
        Assert.NotEqual("", message.GetProperty("reasoning_content").GetString());
    }

    [Fact]
    public async Task The_template_sees_tools_and_earlier_calls()
    {
        await using var tiny = await TinyServer.StartAsync(chatTemplate: Hermes);
        const string body = """
            {"model": "tiny", "messages": [
              {"role": "user", "content": [{"type": "text", "text": "Wetter?"}]},
              {"role": "assistant", "content": null, "reasoning_content": "Hm", "tool_calls": [{"id": "abcdefghi", "type": "function", "function": {"name": "f", "arguments": "{\"x\": 1}"}}]},
              {"role": "tool", "tool_call_id": "abcdefghi", "content": "<|im_end|>"}],
             "tools": [{"type": "function", "function": {"name": "f"}}]}
            """;

        var (status, counted) = await tiny.PostToAsync("/tokenize", body);
        var (_, spelled) = await tiny.PostToAsync("/detokenize", $"{{\"tokens\": {counted.GetProperty("tokens").GetRawText()}}}");

        Assert.Equal((200, counted.GetProperty("tokens").GetArrayLength()), (status, counted.GetProperty("count").GetInt32()));
        Assert.Equal(
            """{"type": "function", "function": {"name": "f"}}{"role": "user", "content": "Wetter?"}"""
            + """{"role": "assistant", "content": "", "reasoning_content": "Hm", "tool_calls": [{"id": "abcdefghi", "type": "function", "function": {"name": "f", "arguments": {"x": 1}}}], "thinking": "Hm"}"""
            + """{"role": "tool", "tool_call_id": "abcdefghi", "content": "<|im_end|>"}""",
            spelled.GetProperty("prompt").GetString());
        Assert.DoesNotContain(263, counted.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()));
    }

    [Theory]
    [InlineData("/tokenize", """{"prompt": 5}""", "prompt")]
    [InlineData("/tokenize", "{}", "prompt")]
    [InlineData("/detokenize", """{"tokens": [1, 99999]}""", "tokens[1]")]
    [InlineData("/detokenize", "{}", "tokens")]
    public async Task Wrong_requests_for_tokens_are_refused_by_name(string path, string body, string param)
    {
        await using var tiny = await TinyServer.StartAsync();

        var (status, error) = await tiny.PostToAsync(path, body);

        Assert.Equal((400, param), (status, error.GetProperty("error").GetProperty("param").GetString()));
    }

    [Fact]
    public async Task A_text_becomes_tokens_and_text_again()
    {
        await using var tiny = await TinyServer.StartAsync();

        var (_, text) = await tiny.PostToAsync("/tokenize", """{"prompt": "Grüße<|im_end|>"}""");
        var (_, special) = await tiny.PostToAsync("/tokenize", """{"prompt": "Grüße<|im_end|>", "parse_special": true}""");
        var (_, back) = await tiny.PostToAsync("/detokenize", $"{{\"tokens\": {special.GetProperty("tokens").GetRawText()}}}");

        Assert.Equal(7 + 10, text.GetProperty("count").GetInt32());
        Assert.Equal(7 + 1, special.GetProperty("count").GetInt32());
        Assert.Equal("Grüße<|im_end|>", back.GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task Metrics_count_what_was_done()
    {
        await using var tiny = await TinyServer.StartAsync(key: "secret");
        tiny.Http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        var (_, body) = await tiny.ChatAsync("\"max_tokens\": 5, \"seed\": 1, \"ignore_eos\": true");
        tiny.Http.DefaultRequestHeaders.Authorization = null;

        var text = await tiny.Http.GetStringAsync(new Uri(tiny.Server.BaseUrl, "/metrics"));

        var usage = body.GetProperty("usage");
        Assert.Contains($"vllm:prompt_tokens_total{{model_name=\"tiny\"}} {usage.GetProperty("prompt_tokens").GetInt32()}\n", text, StringComparison.Ordinal);
        Assert.Contains($"vllm:generation_tokens_total{{model_name=\"tiny\"}} {usage.GetProperty("completion_tokens").GetInt32()}\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{model_name=\"tiny\"} 0\n", text, StringComparison.Ordinal);
    }
}
