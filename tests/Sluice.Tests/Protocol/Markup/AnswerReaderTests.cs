using System.Text;
using Sluice.Protocol.Markup;

namespace Sluice.Tests.Protocol.Markup;

/// <summary>Answers written after the public description of each family's format, cut at every point.</summary>
public sealed class AnswerReaderTests
{
    public static TheoryData<string, string, string, string> Answers => new()
    {
        { "hermes", "", "Paris is the capital.", "content: Paris is the capital." },
        { "hermes", "", "  Two\n\nlines \n", "content:   Two\n\nlines \n" },
        { "hermes", "", "Let me look.\n<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Zürich <b>\", \"days\": [1, 2]}}\n</tool_call>", "content: Let me look.|call 0: weather|arguments 0: {\"city\": \"Zürich <b>\", \"days\": [1, 2]}" },
        { "hermes", "", "<tool_call>\n{\"name\": \"a\", \"arguments\": {}}\n</tool_call>\n<tool_call>\n{\"name\": \"b\"}\n</tool_call>\n", "call 0: a|arguments 0: {}|call 1: b|arguments 1: {}" },
        { "hermes", "", "<tool_call>{\"name\": \"a\", \"arguments\": {}}", "call 0: a|arguments 0: {}" },
        { "hermes", "", "Hm <tool_call>\n{\"name\": }\n</tool_call> so", "content: Hm <tool_call>\n{\"name\": }\n</tool_call> so" },
        { "hermes", "", "1 < 2 <tool", "content: 1 < 2 <tool" },
        { "qwen3", "", "<think>\nThe user greets.\n\nGreet back.\n</think>\n\nHello! ", "reasoning: The user greets.\n\nGreet back.|content: Hello! " },
        { "qwen3", "", "<think>\n\n</think>\n\nHello", "content: Hello" },
        { "qwen3", "<|im_start|>assistant\n<think>\n", "Hm.\n</think>\n\nHello", "reasoning: Hm.|content: Hello" },
        { "qwen3", "<|im_start|>assistant\n<think>\n\n</think>\n\n", "Hello", "content: Hello" },
        { "qwen3", "", "<think>\nLook.\n</think>\n\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": \"</think>\"}}\n</tool_call>", "reasoning: Look.|call 0: f|arguments 0: {\"x\": \"</think>\"}" },
        { "qwen3", "", "<think>\nnever ends", "reasoning: never ends" },
        { "deepseek", "<｜Assistant｜><think>\n", "Let me see.\n</think>\n\nIt is 4.", "reasoning: Let me see.|content: It is 4." },
        { "deepseek", "", "<think>\nLet me see.\n</think>\n\nIt is 4.", "reasoning: Let me see.|content: It is 4." },
        { "deepseek", "", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>add\n```json\n{\"a\": 1}\n```<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>sub\n```json\n{}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "call 0: add|arguments 0: {\"a\": 1}|call 1: sub|arguments 1: {}" },
        { "deepseek", "</think>", "Fine.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>add<｜tool▁sep｜>{\"a\": 1}<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "content: Fine.|call 0: add|arguments 0: {\"a\": 1}" },
        { "llama3", "", "{\"name\": \"weather\", \"parameters\": {\"city\": \"Oslo\"}}", "call 0: weather|arguments 0: {\"city\": \"Oslo\"}" },
        { "llama3", "", "<|python_tag|>{\"name\": \"a\", \"parameters\": {}}; {\"name\": \"b\", \"parameters\": {\"x\": 1}}", "call 0: a|arguments 0: {}|call 1: b|arguments 1: {\"x\": 1}" },
        { "llama3", "", "{\"temperature\": 21}", "content: {\"temperature\": 21}" },
        { "llama3", "", "It is {cold}.", "content: It is {cold}." },
        { "llama3", "", "<|python_tag|>brave_search.call(query=\"x\")", "content: <|python_tag|>brave_search.call(query=\"x\")" },
        { "mistral", "", "[TOOL_CALLS][{\"name\": \"a\", \"arguments\": {\"x\": \"]\"}, \"id\": \"9Ae3bDc2F\"}, {\"name\": \"b\", \"arguments\": {}}]", "call 0: a|arguments 0: {\"x\": \"]\"}|call 1: b|arguments 1: {}" },
        { "mistral", "", "Looking.[TOOL_CALLS]a[ARGS]{\"x\": 1}[TOOL_CALLS]b[CALL_ID]123456789[ARGS]{\"y\": 2}", "content: Looking.|call 0: a|arguments 0: {\"x\": 1}|call 1: b|arguments 1: {\"y\": 2}" },
        { "mistral", "", "[TOOL_CALLS]a{\"x\": {}}", "call 0: a|arguments 0: {\"x\": {}}" },
        { "mistral", "", "[THINK]Hm.[/THINK]Yes.", "reasoning: Hm.|content: Yes." },
        { "mistral", "", "[TOOL_CALLS] nothing", "content: [TOOL_CALLS] nothing" },
        { "harmony", "", "<|channel|>analysis<|message|>The user asks.<|end|><|start|>assistant<|channel|>final<|message|>42.<|return|>", "reasoning: The user asks.|content: 42." },
        { "harmony", "", "<|channel|>analysis<|message|>Call it.<|end|><|start|>assistant<|channel|>commentary to=functions.weather <|constrain|>json<|message|>{\"city\": \"Rom\"}<|call|>", "reasoning: Call it.|call 0: weather|arguments 0: {\"city\": \"Rom\"}" },
        { "harmony", "", " to=functions.weather<|channel|>commentary json<|message|>{}", "call 0: weather|arguments 0: {}" },
        { "harmony", "", "<|channel|>commentary<|message|>I will look.<|end|><|start|>assistant<|channel|>final<|message|> Done <|x|>", "content: I will look. Done <|x|>" },
        { "harmony", "", "plain", "content: plain" },
        { "none", "", "<think>a</think><tool_call>{}</tool_call>", "content: <think>a</think><tool_call>{}</tool_call>" },

        // A marker within a string of the arguments is a part of it.
        { "hermes", "", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": \"a</tool_call>b <tool_call> {[\\\"\"}}\n</tool_call>\nDone.", "call 0: f|arguments 0: {\"x\": \"a</tool_call>b <tool_call> {[\\\"\"}|content: Done." },
        { "mistral", "", "[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {\"x\": \"[TOOL_CALLS]\"}}]", "call 0: f|arguments 0: {\"x\": \"[TOOL_CALLS]\"}" },
        { "mistral", "", "[TOOL_CALLS]f[ARGS]{\"x\": \"[ARGS][TOOL_CALLS]g[ARGS]\"}[TOOL_CALLS]g[ARGS]{}", "call 0: f|arguments 0: {\"x\": \"[ARGS][TOOL_CALLS]g[ARGS]\"}|call 1: g|arguments 1: {}" },
        { "deepseek", "", "<｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"x\": \"<｜tool▁call▁end｜>```\"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "call 0: f|arguments 0: {\"x\": \"<｜tool▁call▁end｜>```\"}" },
        { "harmony", "", "<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"x\": \"<|end|><|start|>\"}<|call|>", "call 0: f|arguments 0: {\"x\": \"<|end|><|start|>\"}" },

        // A marker that the answer speaks of is text, and hides neither the rest nor a call after it.
        { "qwen3", "", "<think>\nHm.\n</think>\n\nWrite <think> first, then </think>.", "reasoning: Hm.|content: Write <think> first, then </think>." },
        { "think", "", "Open with <think> and go on.", "content: Open with <think> and go on." },
        { "mistral", "", "The [THINK] mark, and [TOOL_CALLS] too.", "content: The [THINK] mark, and [TOOL_CALLS] too." },
        { "hermes", "", "A <tool_call> tag opens a call.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>", "content: A <tool_call> tag opens a call.|call 0: f|arguments 0: {}" },
        { "llama3", "", "The <|python_tag|> marker.", "content: The <|python_tag|> marker." },
        { "deepseek", "", "It begins with <｜tool▁call▁begin｜> and so on.", "content: It begins with <｜tool▁call▁begin｜> and so on." },
        { "harmony", "", "<|channel|>final<|message|>A <|channel|> and <|message|> name <|start|> and <|end|> of it.<|return|>", "content: A <|channel|> and <|message|> name <|start|> and <|end|> of it." },
        { "harmony", "", "<|channel|>analysis<|message|>It ends with <|end|>, I think.<|end|><|start|>assistant<|channel|>final<|message|>Yes<|return|>", "reasoning: It ends with <|end|>, I think.|content: Yes" },
        { "harmony", "", "<|channel|> is a marker.", "content: <|channel|> is a marker." },

        // What is damaged is content as it stands, and the next call is still one.
        { "hermes", "", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": 1}\n</tool_call>\n<tool_call>\n{\"name\": \"g\"}\n</tool_call>", "content: <tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": 1}\n</tool_call>|call 0: g|arguments 0: {}" },
        { "hermes", "", "<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": \"a}}</tool_call>", "content: <tool_call>{\"name\": \"f\", \"arguments\": {\"x\": \"a}}</tool_call>" },
        { "hermes", "", "Hm.\n<tool_call>\n{\"name\": \"f\", \"argum", "content: Hm.\n<tool_call>\n{\"name\": \"f\", \"argum" },
        { "hermes", "", "<tool_call>{\"name\": \"f\", \"arguments\": \"not JSON\"}</tool_call>", "content: <tool_call>{\"name\": \"f\", \"arguments\": \"not JSON\"}</tool_call>" },
        { "hermes", "", "<tool_call>{\"name\": \"\\ud800\", \"arguments\": {}}</tool_call>", "content: <tool_call>{\"name\": \"\\ud800\", \"arguments\": {}}</tool_call>" },
        { "mistral", "", "[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {\"x\"", "content: [TOOL_CALLS][{\"name\": \"f\", \"arguments\": {\"x\"" },
        { "mistral", "", "[TOOL_CALLS]f[ARGS]{\"x\": [TOOL_CALLS]g{}", "content: [TOOL_CALLS]f[ARGS]{\"x\":|call 0: g|arguments 0: {}" },
        { "llama3", "", "{\"name\": \"f\", \"parameters\": {\"x\": ", "content: {\"name\": \"f\", \"parameters\": {\"x\": " },
        { "deepseek", "", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"x\": ", "content: <｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\"x\": " },
        { "harmony", "", "<|channel|>final<|message|>Yes<|end|>and more", "content: Yes<|end|>and more" },
        { "harmony", "", "<|channel|>analysis<|message|>Hm<|end|><|start|>assist", "reasoning: Hm" },

        // What the families write besides.
        { "hermes", "", "<tool_call>{\"name\": \"f\", \"arguments\": null}</tool_call>", "call 0: f|arguments 0: {}" },
        { "hermes", "", "<tool_call>{\"name\": \"f\", \"arguments\": \"{\\\"x\\\": 1}\"}</tool_call>", "call 0: f|arguments 0: {\"x\": 1}" },
        { "hermes", "", "<tool_call>{\"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": {\"x\": [{}]}}}</tool_call>", "call 0: f|arguments 0: {\"x\": [{}]}" },
        { "qwen3", "<think>\n", "<think>\nHm.</think>Yes", "reasoning: Hm.|content: Yes" },
        { "mistral", "", "[TOOL_CALLS] [{\"name\": \"f\", \"arguments\": {}}]\n\nDone.", "call 0: f|arguments 0: {}|content: Done." },
        { "mistral", "", "[TOOL_CALLS]{\"name\": \"f\", \"arguments\": {\"x\": 1}}", "call 0: f|arguments 0: {\"x\": 1}" },
        { "llama3", "", "{\"type\": \"function\", \"name\": \"f\", \"parameters\": {}}\n{\"name\": \"g\", \"parameters\": {\"x\": null}}\nDone.", "call 0: f|arguments 0: {}|call 1: g|arguments 1: {\"x\": null}|content: Done." },
        { "llama3", "", "I will look.\n\n{\"name\": \"f\", \"parameters\": {}}", "content: I will look.|call 0: f|arguments 0: {}" },
        { "llama3", "", "Two:\n{\"a\": {\"name\": \"f\"}}\n{\"name\": 1}\n", "content: Two:\n{\"a\": {\"name\": \"f\"}}\n{\"name\": 1}\n" },
        { "harmony", "", "<|channel|>commentary to=functions.f<|message|><|call|>", "call 0: f|arguments 0: {}" },
        { "harmony", "", "<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|><|start|>assistant<|channel|>commentary to=functions.g <|constrain|>json<|message|>{\"x\": 1}<|call|>", "call 0: f|arguments 0: {}|call 1: g|arguments 1: {\"x\": 1}" },
        { "harmony", "", "<|channel|>final<|message|>Yes<|start|>assistant<|channel|>final<|message|>!", "content: Yes!" },
        { "harmony", "", "Hello there", "content: Hello there" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_is_taken_apart_the_same_wherever_it_is_cut(string family, string prompt, string answer, string expected)
    {
        var markup = AnswerMarkup.All.Single(markup => markup.Name == family);

        Assert.Equal(expected, Read(markup, prompt, [answer]));
        Assert.Equal(expected, Read(markup, prompt, [.. answer.Select(character => character.ToString())]));
        for (var cut = 1; cut < answer.Length; cut++)
            Assert.Equal(expected, Read(markup, prompt, [answer[..cut], answer[cut..]]));
    }

    [Fact]
    public void Any_answer_is_taken_apart_the_same_wherever_it_is_cut_and_keeps_its_words()
    {
        string[] fragments =
        [
            "<think>", "</think>", "<tool_call>", "</tool_call>", "[TOOL_CALLS]", "[THINK]", "[/THINK]", "[ARGS]", "[CALL_ID]", "<|python_tag|>", "<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>",
            "function<｜tool▁sep｜>", "```json\n", "```", "<｜tool▁call▁end｜>", "<|start|>", "<|channel|>", "<|message|>", "<|end|>", "<|call|>", "<|constrain|>", "assistant", "analysis", "final",
            "commentary to=functions.f ", "json", "f", "{\"name\": \"f\", \"arguments\": {\"x\": \"", "\"}}", "{\"name\": \"f\", \"parameters\": {}}", "{", "}", "[", "]", "\"", "\\", ";", ",", " ", "\n", "word", "é😀", "<", "|",
        ];
        var random = new Random(20261122);
        foreach (var markup in AnswerMarkup.All)
        {
            for (var round = 0; round < 400; round++)
            {
                var answer = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => fragments[random.Next(fragments.Length)]));
                var prompt = random.Next(4) == 0 ? "<think>\n" : "";
                var whole = Read(markup, prompt, [answer]);
                var (first, second) = (random.Next(answer.Length), random.Next(answer.Length));

                Assert.Equal(whole, Read(markup, prompt, [.. answer.Select(character => character.ToString())]));
                Assert.Equal(whole, Read(markup, prompt, [answer[..Math.Min(first, second)], answer[Math.Min(first, second)..Math.Max(first, second)], answer[Math.Max(first, second)..]]));
                Assert.True(markup.Name == "harmony" || Words(answer) <= Words(whole), $"{markup.Name}: {answer}\n{whole}");
            }
        }

        static int Words(string text) => text.Split("word").Length;
    }

    [Fact]
    public void What_is_certain_is_told_at_once()
    {
        var reader = AnswerMarkup.Qwen3.Read("", functions: null);

        Assert.Equal([new AnswerPart.Reasoning("Hm")], reader.Append("<think>\nHm "));
        Assert.Equal([new AnswerPart.Reasoning(" hm")], reader.Append("hm</thi"));
        Assert.Equal([new AnswerPart.Content("Yes")], reader.Append("nk>\n\nYes"));
        Assert.Empty(reader.Append("<tool_call>{\"name\": \"f\""));
        Assert.Equal([new AnswerPart.CallBegins(0, "f"), new AnswerPart.CallArguments(0, "{}")], reader.Append("}"));
        Assert.Empty(reader.Append("\n</tool_call>\n"));
        Assert.Empty(reader.Finish());
    }

    [Theory]
    [InlineData("hermes", "The <tool_call> t", "The <tool_call> t")]
    [InlineData("llama3", "{\"temperature\": ", "{\"temperature\":")]
    [InlineData("harmony", "Hel", "Hel")]
    public void What_cannot_be_a_call_is_told_while_it_is_written(string family, string piece, string told)
    {
        var reader = AnswerMarkup.All.Single(markup => markup.Name == family).Read("", functions: null);

        Assert.Equal(told, string.Concat(reader.Append(piece).Cast<AnswerPart.Content>().Select(part => part.Text)));
    }

    [Theory]
    [InlineData("<think>\nSo f", "reasoning: ar.|content: Yes")]
    [InlineData("<think>\nSo far.</think>\n\nThe an", "content: ar.\n</think>\n\nYes")]
    public void An_answer_that_goes_on_knows_whether_its_reasoning_is_open(string begun, string expected)
    {
        var reader = AnswerMarkup.Qwen3.Read("<|im_start|>assistant\n" + begun, functions: null, begun);

        Assert.Equal(expected, string.Join('|', Merged([.. reader.Append("ar.\n</think>\n\nYes"), .. reader.Finish()])));
    }

    [Theory]
    [InlineData("{{ '[TOOL_CALLS]' }}{{ content.split('</think>') }}", "<think>Hm</think>Yes")]
    [InlineData("{{ '<|python_tag|>' }}{{ content.split('</think>') }}", "<think>Hm</think>Yes")]
    [InlineData("{{ '[TOOL_CALLS]' }}{{ '[THINK]' }}", "[THINK]Hm[/THINK]Yes")]
    public void The_marks_of_reasoning_are_those_of_the_template(string template, string answer)
    {
        var reader = AnswerMarkup.Of(template).Read("", functions: null);

        Assert.Equal("reasoning: Hm|content: Yes", string.Join('|', Merged([.. reader.Append(answer), .. reader.Finish()])));
    }

    [Fact]
    public void Calls_stay_content_for_a_request_without_tools()
    {
        var reader = AnswerMarkup.Qwen3.Read("", functions: []);

        Assert.Equal([new AnswerPart.Reasoning("Hm"), new AnswerPart.Content("<tool_call>{}</tool_call>")], reader.Append("<think>Hm</think><tool_call>{}</tool_call>"));
    }

    [Theory]
    [InlineData("hermes", "<tool_call>{\"name\": \"g\"}</tool_call>", "content: <tool_call>{\"name\": \"g\"}</tool_call>")]
    [InlineData("hermes", "<tool_call>{\"name\": \"f\"}</tool_call>", "call 0: f|arguments 0: {}")]
    [InlineData("harmony", "<|channel|>commentary to=functions.g<|message|>{}<|call|>", "content: {}")]
    [InlineData("harmony", "<|channel|>commentary to=functions.f<|message|>{}<|call|>", "call 0: f|arguments 0: {}")]
    public void What_calls_a_function_that_nobody_offered_is_content(string family, string answer, string expected)
    {
        var reader = AnswerMarkup.All.Single(markup => markup.Name == family).Read("", ["f"]);

        Assert.Equal(expected, string.Join('|', Merged([.. reader.Append(answer), .. reader.Finish()])));
    }

    [Theory]
    [InlineData("HuggingFaceTB-SmolLM2-135M-Instruct", "none")]
    [InlineData("Qwen-Qwen2.5-7B-Instruct", "hermes")]
    [InlineData("Qwen-Qwen3-0.6B", "qwen3")]
    [InlineData("Qwen3-Coder", "none")]
    [InlineData("HuggingFaceTB-SmolLM3-3B", "think")]
    [InlineData("llama-cpp-deepseek-r1", "deepseek")]
    [InlineData("unsloth-mistral-Devstral-Small-2507", "mistral")]
    [InlineData("mistralai-Mistral-Nemo-Instruct-2407", "mistral")]
    [InlineData("openai-gpt-oss-120b", "harmony")]
    public void A_family_is_recognised_by_its_template(string template, string family)
    {
        var path = House.Repository.PathOf("tests", "Sluice.Tests", "Templates", "Reference", "templates", template + ".jinja");

        Assert.Equal(family, AnswerMarkup.Of(File.ReadAllText(path)).Name);
    }

    [Fact]
    public void Llama_is_recognised_by_its_python_tag() => Assert.Equal("llama3", AnswerMarkup.Of("{{ '<|python_tag|>' + call }}").Name);

    static string Read(AnswerMarkup markup, string prompt, string[] pieces)
    {
        var reader = markup.Read(prompt, functions: null);
        var parts = pieces.SelectMany(reader.Append).ToList();
        parts.AddRange(reader.Finish());
        return string.Join('|', Merged(parts));
    }

    // Parts of one kind in a row as one.
    static List<string> Merged(IEnumerable<AnswerPart> parts)
    {
        var merged = new List<(string Kind, StringBuilder Text)>();
        foreach (var part in parts)
        {
            var (kind, text) = part switch
            {
                AnswerPart.Content content => ("content", content.Text),
                AnswerPart.Reasoning reasoning => ("reasoning", reasoning.Text),
                AnswerPart.CallBegins call => ($"call {call.Index}", call.Name),
                AnswerPart.CallArguments arguments => ($"arguments {arguments.Index}", arguments.Text),
                _ => throw new InvalidOperationException(),
            };
            if (merged.Count == 0 || merged[^1].Kind != kind)
                merged.Add((kind, new StringBuilder()));
            merged[^1].Text.Append(text);
        }

        return [.. merged.Select(one => $"{one.Kind}: {one.Text}")];
    }
}
