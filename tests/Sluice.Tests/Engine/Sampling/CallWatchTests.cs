using System.Text;
using Sluice.Engine;
using Sluice.Engine.Sampling;
using Sluice.Engine.Serving;
using Sluice.Protocol.Markup;
using Sluice.Protocol.Serving;

namespace Sluice.Tests.Engine.Sampling;

/// <summary>What stands before a call's JSON, after the public description of each family's format; the JSON from there on, and some that must not come.</summary>
public sealed class CallWatchTests
{
    const string Tools = """
        {"model": "m", "messages": [{"role": "user", "content": "x"}], "tools": [
          {"type": "function", "function": {"name": "add", "parameters": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"], "additionalProperties": false}}},
          {"type": "function", "function": {"name": "stop"}}]}
        """;

    public static TheoryData<string, string, string, string> Calls => new()
    {
        { "hermes", "I will.\n<tool_call>\n", "{\"name\": \"add\", \"arguments\": {\"a\": 1}}", "{\"name\": \"sub\"" },
        { "qwen3", "<think>Hm</think>\n\n<tool_call>", "{\"name\": \"add\", \"arguments\": {\"a\": 1}}", "[" },
        { "llama3", "<|python_tag|>{", "\"name\": \"add\", \"parameters\": {\"a\": 1}}", "\"name\": \"add\", \"parameters\": {\"a\": \"x\"" },
        { "llama3", "<|python_tag|>[", "{\"name\": \"add\", \"parameters\": {\"a\": 1}}]", "{\"name\": \"add\", \"parameters\": {\"b\"" },
        { "llama3", " {\"name\":", " \"add\", \"parameters\": {\"a\": 1}}", " \"sub\"" },
        { "llama3", "Sure.\n\n{\"name\": \"add\"", ", \"parameters\": {\"a\": 1}}", ", \"parameters\": {\"b\"" },
        { "mistral", "[TOOL_CALLS]{", "\"name\": \"add\", \"arguments\": {\"a\": 1}}", "\"name\": \"sub\"" },
        { "mistral", "Sure.[TOOL_CALLS] [", "{\"name\": \"add\", \"arguments\": {\"a\": 1}}, {\"name\": \"stop\", \"arguments\": {}}]", "{\"name\": \"add\", \"arguments\": {\"a\": null" },
        { "mistral", "[TOOL_CALLS]add[ARGS]", "{\"a\": 1}", "{\"b\"" },
        { "mistral", "[TOOL_CALLS]add{", "\"a\": 1}", "\"b\"" },
        { "deepseek", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>add\n```json\n", "{\"a\": 1}", "{\"b\"" },
        { "deepseek", "Ja.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>add<｜tool▁sep｜>", "{\"a\": 1}", "{}" },
        { "harmony", "<|channel|>analysis<|message|>to=functions.stop<|end|><|start|>assistant<|channel|>commentary to=functions.add <|constrain|>json<|message|>", "{\"a\": 1}", "{\"b\"" },
        { "harmony", "<|start|>assistant to=functions.add<|channel|>commentary json<|message|>", "{\"a\": 1}", "{}" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_is_held_to_its_schema_wherever_what_stands_before_is_cut(string family, string before, string json, string wrong)
    {
        var bytes = Encoding.UTF8.GetBytes(before);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var watch = Watch(family);

            See(watch, bytes[..cut]);
            See(watch, bytes[cut..]);

            Assert.NotNull(watch.Machine);
            Assert.False(watch.Machine.TryAppend(Encoding.UTF8.GetBytes(wrong)), $"cut at {cut}");
            Assert.True(watch.Machine.TryAppend(Encoding.UTF8.GetBytes(json)), $"cut at {cut}");
            Assert.True(watch.Machine.IsComplete);
        }
    }

    [Theory]
    [InlineData("hermes", "<tool_call>{\"name\": \"stop\", \"arguments\": {}}\n{", "\"name\": \"add\", \"arguments\": {\"a\": 1}}", "\"name\": \"sub\"")]
    [InlineData("llama3", "{\"name\": \"stop\", \"parameters\": {}}; {", "\"name\": \"add\", \"parameters\": {\"a\": 1}}", "\"name\": \"sub\"")]
    [InlineData("mistral", "[TOOL_CALLS]stop[ARGS]{}[TOOL_CALLS]add[CALL_ID]123456789[ARGS]", "{\"a\": 1}", "{\"b\"")]
    [InlineData("harmony", "<|channel|>commentary to=functions.stop<|message|>{}<|end|><|start|>assistant<|channel|>commentary to=functions.add<|message|>", "{\"a\": 1}", "{}")]
    public void A_second_call_is_held_to_its_schema_as_well(string family, string before, string json, string wrong)
    {
        var watch = Watch(family);

        foreach (var written in Encoding.UTF8.GetBytes(before))
            See(watch, [written]);

        Assert.NotNull(watch.Machine);
        Assert.False(watch.Machine.TryAppend(Encoding.UTF8.GetBytes(wrong)));
        Assert.True(watch.Machine.TryAppend(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("hermes", "{\"name\": \"add\"}")]
    [InlineData("llama3", "{\"temperature\": 21}")]
    [InlineData("llama3", "As JSON: {\"name\": \"add\"")]
    [InlineData("llama3", "<|python_tag|>print(1)")]
    [InlineData("mistral", "[TOOL_CALLS]sub[ARGS]{")]
    [InlineData("harmony", "<|channel|>final<|message|>{")]
    [InlineData("none", "<tool_call>{")]
    public void What_is_no_call_of_what_was_offered_is_left_alone(string family, string text)
    {
        var watch = Watch(family);

        See(watch, Encoding.UTF8.GetBytes(text));

        Assert.Null(watch.Machine);
    }

    [Fact]
    public void A_marker_is_found_behind_any_length_of_text()
    {
        var watch = Watch("llama3");
        for (var i = 0; i < 700; i++)
            See(watch, Encoding.UTF8.GetBytes("ä"));

        See(watch, Encoding.UTF8.GetBytes("<|python_tag|>{"));

        Assert.NotNull(watch.Machine);
    }

    [Fact]
    public void What_opens_an_answer_does_not_count_behind_a_long_text()
    {
        var watch = Watch("llama3");
        See(watch, Encoding.UTF8.GetBytes("x" + new string(' ', 900)));

        See(watch, "{\"name\":"u8.ToArray());

        Assert.Null(watch.Machine);
    }

    // As the decoding thread does: what is written under a machine, it has taken.
    static void See(CallWatch watch, byte[] written)
    {
        Assert.True(watch.Machine?.TryAppend(written) is not false);
        watch.See(written);
    }

    static CallWatch Watch(string family)
    {
        Assert.True(ChatRequestReader.TryRead(Encoding.UTF8.GetBytes(Tools), out var request, out _));
        var markup = AnswerMarkup.All.Single(markup => markup.Name == family);
        var grammars = new ToolAnswers().Compile(request, markup.ArgumentsKey, out var error);
        Assert.Null(error);
        return new CallWatch(new CallRules(markup.CallPatterns, (form, name) => grammars!.Start(form, name, null)));
    }
}
