using System.Text.Json;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Cli.Running;

/// <summary>Batch files as OpenAI's API and vLLM's run-batch take them, without a pipeline.</summary>
public sealed class BatchRunTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task A_batch_file_is_sent_as_it_stands_and_answered_in_the_form_of_its_results()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => CallPlan.Says($"to {call.LastMessage}"));
        Write(
            """{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "scripted", "messages": [{"role": "user", "content": "one"}], "max_tokens": 7, "x_odd": [1.50]}}""",
            """{"custom_id": "b", "method": "POST", "url": "/v1/completions", "body": {"model": "scripted", "prompt": "two"}}""");

        CommandRun run = await RunAsync(server);

        Assert.True(run.ExitCode == 0, run.ToString());
        JsonElement[] results = [.. folder.Lines("out/results.jsonl").Select(line => JsonElement.Parse(line)).OrderBy(line => line.GetProperty("custom_id").GetString(), StringComparer.Ordinal)];
        Assert.Equal(["a 200 to one", "b 200 to two"], results.Select(line =>
            $"{line.GetProperty("custom_id")} {line.GetProperty("response").GetProperty("status_code")} {ContentOf(line.GetProperty("response").GetProperty("body").GetProperty("choices")[0])}"));
        Assert.All(results, line => Assert.Equal(["id", "custom_id", "response", "error"], line.EnumerateObject().Select(property => property.Name)));
        Assert.All(results, line => Assert.Equal(line.GetProperty("response").GetProperty("body").GetProperty("id").GetString(), line.GetProperty("response").GetProperty("request_id").GetString()));
        Call chat = server.Ledger.Calls.Single(call => call.Path.EndsWith("/chat/completions", StringComparison.Ordinal));
        Assert.Equal("""{"model":"scripted","messages":[{"role": "user", "content": "one"}],"max_tokens":7,"x_odd":[1.50]}""".Replace(" ", "", StringComparison.Ordinal), chat.Json.GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_command_asks_only_what_has_no_result_yet()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says("ok"));
        Write(Enumerable.Range(1, 5).Select(n => Request($"r{n}")).ToArray());
        await RunAsync(server, "--limit", "3");

        CommandRun again = await RunAsync(server);

        Assert.Equal((0, 5), (again.ExitCode, server.Ledger.Count));
        Assert.Equal(5, folder.Lines("out/results.jsonl").Length);
    }

    [Fact]
    public async Task Results_can_be_exported_again_in_the_order_of_the_requests()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => call.LastMessage == "long" ? CallPlan.Fails(400, "too long") : CallPlan.Says("ok"));
        Write(Request("b"), Request("c", "long"), Request("a"));
        await RunAsync(server);
        string name = JsonElement.Parse((await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "runs", "--json")).Out.Split('\n')[0]).GetProperty("run").GetString()!;

        CommandRun results = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "export", name, "--format", "openai-batch");
        CommandRun errors = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, "export", name, "--format", "openai-batch", "--failures");

        Assert.Equal(folder.Lines("out/results.jsonl").OrderByDescending(line => line.Contains("\"custom_id\":\"b\"", StringComparison.Ordinal)), results.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(folder.Lines("out/results.failed.jsonl"), errors.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_fails_stands_in_the_error_file_in_the_same_form()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => call.LastMessage == "long" ? CallPlan.Fails(400, "too long", "context_length_exceeded") : CallPlan.Says("ok"));
        Write(
            Request("good"), Request("refused", "long"),
            """{"custom_id": "other", "method": "POST", "url": "/v1/images", "body": {}}""",
            """{"custom_id": "streams", "method": "POST", "url": "/v1/completions", "body": {"stream": true}}""",
            """{"method": "POST", "url": "/v1/completions", "body": {}}""",
            Request("good", "again"));

        CommandRun run = await RunAsync(server);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("good", JsonElement.Parse(Assert.Single(folder.Lines("out/results.jsonl"))).GetProperty("custom_id").GetString());
        Dictionary<string, JsonElement> errors = folder.Lines("out/results.failed.jsonl").Select(line => JsonElement.Parse(line)).ToDictionary(line => line.GetProperty("custom_id").GetString()!);
        Assert.Equal(["other", "refused", "requests.jsonl:5", "requests.jsonl:6", "streams"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((400, "too long"), (errors["refused"].GetProperty("response").GetProperty("status_code").GetInt32(), errors["refused"].GetProperty("response").GetProperty("body").GetProperty("error").GetProperty("message").GetString()));
        Assert.Equal((JsonValueKind.Null, "input", "'url' is '/v1/images'; allowed: /v1/chat/completions, /v1/completions, /v1/embeddings"),
            (errors["other"].GetProperty("response").ValueKind, errors["other"].GetProperty("error").GetProperty("code").GetString(), errors["other"].GetProperty("error").GetProperty("message").GetString()));
        Assert.Equal("'body.stream' is true, but a batch has whole answers; allowed: false", errors["streams"].GetProperty("error").GetProperty("message").GetString());
        Assert.Equal("duplicate-id", errors["requests.jsonl:6"].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_server_that_is_busy_or_broken_costs_a_request_nothing_but_time()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(call => call.Ordinal switch
        {
            0 => CallPlan.Fails(429, retryAfter: 0),
            1 => CallPlan.Fails(500),
            _ => CallPlan.Says("ok"),
        });
        Write(Request("a"));

        CommandRun run = await RunAsync(server);

        Assert.Equal((0, 3), (run.ExitCode, server.Ledger.Count));
    }

    [Fact]
    public async Task Another_model_is_asked_where_the_command_line_names_one()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says("ok"), models: ["mine"]);
        Write("""{"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "x"}]}}""");

        CommandRun run = await RunAsync(server, "--model", "mine");

        Assert.Equal((0, "mine"), (run.ExitCode, Assert.Single(server.Ledger.Calls).Model));
    }

    [Fact]
    public async Task A_pipeline_writes_result_lines_of_the_batch_form_too()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => CallPlan.Says("""{"label": "x"}"""));
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--output-format", "openai-batch", "--output", "batch.jsonl", "--limit", "1");

        Assert.Equal(0, run.ExitCode);
        JsonElement line = JsonElement.Parse(Assert.Single(job.Folder.Lines("batch.jsonl")));
        JsonElement body = line.GetProperty("response").GetProperty("body");
        Assert.Equal(("a", "chat.completion", """{"label":"x"}"""), (line.GetProperty("custom_id").GetString(), body.GetProperty("object").GetString(), ContentOf(body.GetProperty("choices")[0])));
    }

    [Theory]
    [InlineData("run", "sluice: run: PIPELINE.yaml is missing; allowed: sluice run PIPELINE.yaml [options]\n")]
    [InlineData("run p.yaml --input-format openai-batch --input x --output y", "sluice: run: a batch file needs no pipeline; allowed: --input-format openai-batch without PIPELINE.yaml\n")]
    [InlineData("run --input-format openai-batch --input x", "sluice: run: --input-format openai-batch needs a place for the results; allowed: --output PATH beside it\n")]
    [InlineData("run --input-format openai-batch --input gone.jsonl --output y", "sluice: gone.jsonl: there is no such file; allowed: the path of a batch file: JSON lines of custom_id, method, url and body\n")]
    public async Task What_is_missing_is_told(string command, string error)
    {
        CommandRun run = await CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path }, command.Split(' '));

        Assert.Equal((2, error), (run.ExitCode, run.Error));
    }

    public void Dispose() => folder.Dispose();

    private static string Request(string id, string text = "x") =>
        $$$"""{"custom_id": "{{{id}}}", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "scripted", "messages": [{"role": "user", "content": "{{{text}}}"}]}}""";

    private static string? ContentOf(JsonElement choice) => (choice.TryGetProperty("message", out JsonElement message) ? message.GetProperty("content") : choice.GetProperty("text")).GetString();

    private void Write(params string[] lines) => folder.Write("requests.jsonl", string.Join('\n', lines));

    private Task<CommandRun> RunAsync(TwinServer server, params string[] more) => CommandRun.OfAsync(new TerminalSetup { WorkingFolder = folder.Path },
        ["run", "--input-format", "openai-batch", "--input", "requests.jsonl", "--output", "out/results.jsonl", "--url", server.BaseUrl.ToString(), "--quiet", .. more]);
}
