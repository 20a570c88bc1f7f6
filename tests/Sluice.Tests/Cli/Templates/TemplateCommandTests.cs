using Sluice.Testing;
using Sluice.Tests.House;

namespace Sluice.Tests.Cli.Templates;

public sealed class TemplateCommandTests : IDisposable
{
    private const string Dated = "{{ bos_token }}{{ strftime_now('%d %b %Y') }}{% for m in messages %}|{{ m.role }}: {{ m.content }}{% endfor %}{% if add_generation_prompt %}|assistant:{% endif %}";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_conversation_is_printed_as_the_model_sees_it_and_no_byte_more()
    {
        folder.Write("dated.jinja", Dated);
        folder.Write("chat.json", """[{"role": "user", "content": "Grüße 😀"}]""");

        CommandRun run = await RunAsync("render", "dated.jinja", "--messages", "chat.json", "--clock", "2026-01-15T09:30:00", "--kwargs", """{"bos_token": "<s>"}""");

        Assert.Equal((0, "<s>15 Jan 2026|user: Grüße 😀|assistant:", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task The_template_in_a_model_file_sees_the_tokens_of_the_model()
    {
        TinyGguf.Write(folder.At("tiny.gguf"), chatTemplate: "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}");
        folder.Write("chat.json", """{"model": "x", "messages": [{"role": "user", "content": "Hi"}]}""");

        CommandRun run = await RunAsync("render", "tiny.gguf", "--messages", "chat.json");

        Assert.Equal((0, "<|endoftext|>Hi<|im_end|>"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_no_template()
    {
        folder.Write("weights.bin", [1, 0, 0, 0]);
        folder.Write("chat.json", "[]");

        CommandRun run = await RunAsync("render", "weights.bin", "--messages", "chat.json");

        Assert.Equal((2, "sluice: weights.bin: this is no text; allowed: a chat template as text, or a model file whose name ends in .gguf\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("""{"messages": []}""", "null ", "absent ")]
    [InlineData("""{"messages": [], "tools": null}""", "null ", "absent ")]
    [InlineData("""{"messages": [], "tools": [{"type": "function"}]}""", "1 ", "1 ")]
    public async Task Tools_that_are_not_given_are_null_or_left_out(string conversation, string asNull, string leftOut)
    {
        folder.Write("tools.jinja", "{{ 'absent' if tools is not defined else 'null' if tools is none else tools|length }} ");
        folder.Write("chat.json", conversation);

        CommandRun passed = await RunAsync("render", "tools.jinja", "--messages", "chat.json");
        CommandRun absent = await RunAsync("render", "tools.jinja", "--messages", "chat.json", "--leave-out-absent");

        Assert.Equal((asNull, leftOut), (passed.Out, absent.Out));
    }

    [Fact]
    public async Task What_stands_in_the_way_of_a_rendering_is_told_with_its_place()
    {
        folder.Write("refusing.jinja", "a\n{{ raise_exception('Only users here.') }}");
        folder.Write("broken.jinja", "{% if %}");
        folder.Write("adding.jinja", "{{ 1 + 'a' }}");
        folder.Write("chat.json", "[]");
        folder.Write("none.json", "{\"mesages\": []}");
        folder.Write("cut.json", "[\n{\"role\": ");
        string[][] lines =
        [
            ["refusing.jinja", "--messages", "chat.json"],
            ["broken.jinja", "--messages", "chat.json"],
            ["adding.jinja", "--messages", "chat.json"],
            ["adding.jinja", "--messages", "none.json"],
            ["adding.jinja", "--messages", "cut.json"],
            ["adding.jinja", "--messages", "gone.json"],
            ["gone.jinja", "--messages", "chat.json"],
            ["adding.jinja", "--messages", "chat.json", "--kwargs", "[1]"],
            ["adding.jinja", "--messages", "chat.json", "--kwargs", "{"],
            ["adding.jinja", "--messages", "chat.json", "--clock", "noon"],
            ["adding.jinja"],
        ];

        var told = new List<string>();
        foreach (string[] line in lines)
        {
            CommandRun run = await RunAsync(["render", .. line]);
            told.Add($"render {string.Join(' ', line)}\n{run.Error}--- exit {run.ExitCode} ---\n");
        }

        Expected.Matches(nameof(What_stands_in_the_way_of_a_rendering_is_told_with_its_place), string.Concat(told));
    }

    [Fact]
    public async Task Every_difference_of_a_collection_is_listed()
    {
        folder.Write("templates/dated.jinja", Dated);
        folder.Write("templates/broken.jinja", "{% if %}");
        folder.Write("conversations.json", """{"hi": {"note": "one turn", "messages": [{"role": "user", "content": "Hi"}]}}""");
        folder.Write("golden.jsonl", """
            {"template": "dated", "conversation": "hi", "kwargs": {"bos_token": "<s>"}, "text": "<s>15 Jan 2026|user: Hi"}
            {"template": "dated", "conversation": "hi", "kwargs": {"bos_token": "<s>"}, "text": "<s>16 Jan 2026|user: Hi"}
            {"template": "dated", "conversation": "hi", "kwargs": {}, "error": "undefined", "message": "'bos_token' is undefined"}
            {"template": "broken", "conversation": "hi", "kwargs": {}, "text": "x"}
            """);
        folder.Write("semantics.jsonl", """
            {"id": "a", "topic": "errors", "source": "{{ raise_exception('No.') }}", "context": {}, "error": "raised", "message": "No."}
            {"id": "b", "topic": "errors", "source": "{{ raise_exception('No.') }}", "context": {}, "error": "raised", "message": "Never."}
            {"id": "c", "topic": "beyond", "source": "{% include 'x' %}", "context": {}, "text": "", "beyond": ["include"]}
            {"id": "d", "topic": "beyond", "source": "{% include 'x' %}", "context": {}, "text": ""}
            """);

        CommandRun people = await RunAsync("check", ".", "--clock", "2026-01-15T09:30:00");
        CommandRun programs = await RunAsync("check", ".", "--clock", "2026-01-15T09:30:00", "--json");

        Expected.Matches(nameof(Every_difference_of_a_collection_is_listed), people + "\n" + programs);
    }

    [Fact]
    public async Task A_collection_without_a_difference_ends_well()
    {
        CommandRun run = await RunAsync("check", Repository.PathOf("tests", "Sluice.Tests", "Templates", "Reference"), "--clock", "2026-01-15 09:30:00");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^637 cases: [0-9]+ agree, [0-9]+ refused by name where that is right, 0 differ\n$", run.Out);
    }

    [Theory]
    [InlineData("gone", "there is no such folder")]
    [InlineData(".", "there are no cases in it")]
    public async Task A_folder_without_cases_is_told_what_belongs_there(string typed, string what)
    {
        CommandRun run = await RunAsync("check", typed);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"sluice: {typed}: {what}; allowed: a folder with golden.jsonl (and with it conversations.json and templates/NAME.jinja) or semantics.jsonl\n", run.Error);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, ["template", .. arguments]);
}
