using System.Text.Json;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Chatting;

public sealed class ChatTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder folder = new();
    private Func<Call, CallPlan> plan = call => CallPlan.Says($"**You** said {call.LastMessage}.");
    private TwinServer server = null!;

    public async Task InitializeAsync() => server = await PlannedTwin.StartAsync(call => plan(call));

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_question_from_a_pipe_is_answered_as_plain_text()
    {
        (int code, string output, string error) = await RunAsync("hello\n");

        Assert.Equal((0, "**You** said hello.\n", ""), (code, output, error));
    }

    [Fact]
    public async Task Programs_get_one_object()
    {
        (int code, string output, _) = await RunAsync("hello", "--json");

        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((0, "scripted", "**You** said hello."), (code, json.GetProperty("model").GetString(), json.GetProperty("content").GetString()));
        Assert.Equal("stop", json.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("failure").ValueKind);
    }

    [Fact]
    public async Task An_empty_pipe_and_a_wrong_setting_are_told()
    {
        Assert.StartsWith("sluice: chat: standard input holds no question; allowed: ", (await RunAsync(" \n")).Error, StringComparison.Ordinal);
        Assert.Equal("sluice: --set: 'temperature' cannot be '9'; allowed: a number from 0 to 2\n", (await RunAsync("x", "--set", "temperature=9")).Error);
    }

    [Fact]
    public async Task A_conversation_goes_on_with_what_was_said()
    {
        (int code, string seen) = await TypeAsync("one<Enter>/set temperature=0.5<Enter>two<Enter>/quit<Enter>", "--system", "Be kind.");

        Assert.Equal(0, code);
        Assert.Contains("> one\nYou said one.\n", seen, StringComparison.Ordinal);
        Assert.Equal(
            """[{"role":"system","content":"Be kind."},{"role":"user","content":"one"},{"role":"assistant","content":"**You** said one."},{"role":"user","content":"two"}]""",
            server.Ledger.Calls[1].Json.GetProperty("messages").GetRawText());
        Assert.Equal(0.5, server.Ledger.Calls[1].Json.GetProperty("temperature").GetDouble());
    }

    [Fact]
    public async Task Slash_commands_change_the_conversation()
    {
        (_, string seen) = await TypeAsync("one<Enter>/retry<Enter>/save talk.json<Enter>/undo<Enter>/system new<Enter>two<Enter>/load talk.json<Enter>three<Enter>/sav x<Enter>/set top_k=x<Enter>/usage<Enter>");

        string[] questions = [.. server.Ledger.Calls.Select(call => string.Join('|', call.Json.GetProperty("messages").EnumerateArray().Select(each => each.GetProperty("content").GetString())))];
        Assert.Equal(["one", "one", "new|two", "one|**You** said one.|three"], questions);
        Assert.Contains("sluice: /sav: there is no such command (did you mean '/save'?)", seen, StringComparison.Ordinal);
        Assert.Contains("sluice: /set: 'top_k' cannot be 'x'; allowed: a whole number from 0", seen, StringComparison.Ordinal);
        Assert.Contains("written", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_answer_is_told_and_the_chat_goes_on()
    {
        plan = call => call.LastMessage == "bad" ? CallPlan.Fails(400, "too spicy", "bad_request") : CallPlan.Says("fine");

        (int code, string seen) = await TypeAsync("bad<Enter>good<Enter>");

        Assert.Equal(0, code);
        Assert.Contains("too spicy", seen, StringComparison.Ordinal);
        Assert.Contains("> good\nfine", seen, StringComparison.Ordinal);
        Assert.Equal(1, server.Ledger.Calls[1].Json.GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData('C', 2)]
    [InlineData('D', 1)]
    public async Task While_an_answer_is_written_control_C_stops_it_and_control_D_ends_the_chat(char letter, int questions)
    {
        var screen = new FakeScreen { NewLine = "\n" };

        int code = await Sluice.Cli.Commands.CommandLine.RunAsync(
            ["chat", "--url", server.BaseUrl.ToString()],
            Setup.Open(screen, screen) with { Keyboard = new ScriptedKeys("one<Enter>two<Enter>", letter), IsScreen = true, HasColor = true });

        Assert.Equal(0, code);
        Assert.Equal(questions, screen.Seen.Split("stopped; ").Length - 1);
        Assert.Equal(questions == 2, screen.Seen.Contains("> two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_nothing_is_met_with_those_that_are()
    {
        folder.Write("sluice.yaml", $"version: 1\nbackends: {{ gpu: {{ url: \"{server.BaseUrl}\" }} }}\nmodels: {{ small: {{ on: [{{ backend: gpu, as: scripted }}] }} }}\n");

        CommandRun wrong = await CommandRun.OfAsync(Setup, "chat", "smal");

        Assert.Equal(2, wrong.ExitCode);
        Assert.StartsWith("sluice: chat: nothing is called 'smal' (did you mean 'small'?); allowed: small, gpu, ", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_sluice_yaml_and_a_file_answer_too()
    {
        folder.Write("sluice.yaml", $"version: 1\nbackends: {{ gpu: {{ url: \"{server.BaseUrl}\" }} }}\nmodels: {{ small: {{ on: [{{ backend: gpu, as: scripted }}] }} }}\n");
        TinyGguf.Write(folder.At("tiny.gguf"));

        Assert.Equal("**You** said hi.\n", (await ChatAsync("hi", "small")).Out);
        Assert.Equal("**You** said hi.\n", (await ChatAsync("hi", "gpu")).Out);
        JsonElement tiny = JsonDocument.Parse((await ChatAsync("hi", "tiny.gguf", "--json", "--set", "max_tokens=5")).Out).RootElement;
        Assert.Equal("tiny", tiny.GetProperty("model").GetString());
        Assert.InRange(tiny.GetProperty("completion_tokens").GetInt32(), 1, 5); // it writes at random, and may end before
    }

    private TerminalSetup Setup => new() { WorkingFolder = folder.Path, Environment = new Dictionary<string, string> { ["SLUICE_MODELS"] = folder.At("data/models") } };

    private async Task<(int Code, string Out, string Error)> RunAsync(string piped, params string[] more) => await ChatAsync(piped, ["--url", server.BaseUrl.ToString(), .. more]);

    private async Task<(int Code, string Out, string Error)> ChatAsync(string piped, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await Sluice.Cli.Commands.CommandLine.RunAsync(["chat", .. arguments], Setup.Open(output, error) with { In = new StringReader(piped) });
        return (code, output.ToString(), error.ToString());
    }

    private async Task<(int Code, string Seen)> TypeAsync(string keys, params string[] more)
    {
        var screen = new FakeScreen { NewLine = "\n" };
        int code = await Sluice.Cli.Commands.CommandLine.RunAsync(
            ["chat", "--url", server.BaseUrl.ToString(), .. more],
            Setup.Open(screen, screen) with { Keyboard = new ScriptedKeys(keys), IsScreen = true, HasColor = true });
        return (code, screen.Seen);
    }
}
