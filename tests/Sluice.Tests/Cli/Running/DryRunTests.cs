using System.Text.Json;
using Sluice.Testing;
using Sluice.Twin.Serving;

namespace Sluice.Tests.Cli.Running;

public sealed class DryRunTests
{
    [Fact]
    public async Task The_first_requests_are_shown_counted_and_priced_and_nothing_is_asked()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using SmallJob job = new([.. Enumerable.Range(1, 5).Select(n => $$"""{"id": "r{{n}}", "text": "posting {{n}}"}""")]);
        job.Folder.Write("sluice.yaml", $$"""
            version: 1
            backends: { gpu: { url: "{{server.BaseUrl}}", price: { input: 2, output: 8 } } }
            models: { scripted: { on: [{ backend: gpu }] } }
            """);

        CommandRun run = await job.RunAsync("--dry-run");

        Assert.Equal((0, "", 0), (run.ExitCode, run.Error, server.Ledger.Count));
        Expected.Matches("dry-run", run.Out.Replace(server.BaseUrl.ToString(), "http://gpu/v1", StringComparison.Ordinal));
        Assert.False(Directory.Exists(job.Folder.At(".sluice")));
    }

    [Fact]
    public async Task Programs_read_it_as_one_object_a_line()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--dry-run", "--json", "--url", server.BaseUrl.ToString());

        JsonElement[] lines = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.Equal((0, 0), (run.ExitCode, server.Ledger.Count));
        Assert.Equal(["step", "request", "request", "request", "estimate"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(("a", "one"), (lines[1].GetProperty("id").GetString(), lines[1].GetProperty("body").GetProperty("messages")[0].GetProperty("content").GetString()));
        Assert.Equal((3, 3, JsonValueKind.Null), (lines[4].GetProperty("records").GetInt32(), lines[4].GetProperty("prompt_tokens").GetInt32(), lines[4].GetProperty("most_completion_tokens").ValueKind));
    }

    [Fact]
    public async Task Requests_of_a_batch_file_are_shown_as_they_stand()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using SmallJob job = new("""{"custom_id": "e", "method": "POST", "url": "/v1/embeddings", "body": {"model": "scripted", "input": ["one", "two"]}}""");
        string[] batch = ["run", "--input-format", "openai-batch", "--input", "records.jsonl", "--output", "r.jsonl", "--url", server.BaseUrl.ToString()];

        CommandRun dry = await CommandRun.OfAsync(job.Terminal, [.. batch, "--dry-run"]);
        CommandRun shown = await CommandRun.OfAsync(job.Terminal, [.. batch, "--show-request", "e"]);

        Assert.Contains("""    input  ["one", "two"]""", dry.Out, StringComparison.Ordinal);
        Assert.Equal(($"POST {server.BaseUrl}/embeddings\n", """{"model":"scripted","input":["one","two"]}"""), (shown.Error, shown.Out.Trim()));
        Assert.Equal(0, server.Ledger.Count);
    }

    [Fact]
    public async Task A_server_that_is_away_leaves_an_estimate()
    {
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--dry-run", "--url", "http://127.0.0.1:1", "--model", "m");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("sluice: note: the backend '127.0.0.1:1' cannot be reached: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("estimated at 4 characters a token, since the server does not count (all)", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_cannot_be_asked_about_are_told()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using var job = new SmallJob("""{"id": "a", "text": "one"}""", """{"id": "b"}""", "no JSON");

        CommandRun run = await job.RunAsync("--dry-run", "--url", server.BaseUrl.ToString());

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("2 of the first 3 records cannot be asked about; the first one is b (records.jsonl:2): the prompt in pipeline.yaml:6 asks for 'text', but this record has no 'text'; it has: id", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_request_is_shown_byte_for_byte()
    {
        await using TwinServer server = await PlannedTwin.StartAsync(_ => Sluice.Twin.Serving.Calls.CallPlan.Says("""{"label": "x"}"""));
        using SmallJob job = SmallJob.OfThree();

        CommandRun shown = await job.RunAsync("--url", server.BaseUrl.ToString(), "--show-request", "b");
        Assert.Equal(0, server.Ledger.Count);
        await job.RunAsync("--url", server.BaseUrl.ToString(), "--concurrency", "1");

        Assert.Equal((0, $"POST {server.BaseUrl}/chat/completions\n"), (shown.ExitCode, shown.Error));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(server.Ledger.Calls[1].Body!.Value.Span) + "\n", shown.Out);
        Assert.Equal("two", JsonElement.Parse(shown.Out).GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_later_step_is_shown_with_stand_ins_and_once_there_are_some_with_stored_answers()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();

        CommandRun before = await job.AskAsync("--dry-run");
        await job.AskAsync("--limit", "2");
        int asked = job.Server.Ledger.Count;
        CommandRun after = await job.AskAsync("--dry-run");

        Assert.Equal((0, 0, 4, 4), (before.ExitCode, after.ExitCode, asked, job.Server.Ledger.Count));
        Assert.Contains("two/quote: scripted on ", before.Out, StringComparison.Ordinal);
        Assert.Contains("shows the answers of sum-up, which 3 of the 3 records do not have yet: a made-up document of its schema stands in for that of sum-up\n", before.Out, StringComparison.Ordinal);
        Assert.Matches(@"prompt tokens a record, counted by the server, 3 of them with a stand-in for an earlier answer \(all\)\n3 records: ", before.Out);
        Assert.Contains("     user  Quote a word of: Short number2 here\n", after.Out, StringComparison.Ordinal);
        Assert.Contains("which 1 of the 3 records does not have yet", after.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_example_of_an_earlier_step_stands_in_for_its_answers()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync(records: 1);
        job.Folder.Write("examples.jsonl", """{"input": {"text": "a"}, "answer": {"summary": "An example of old"}}""");
        job.Folder.Write("pipeline.yaml", job.Folder.Read("pipeline.yaml").Replace("max_tokens: 50", "examples: examples.jsonl", StringComparison.Ordinal));

        CommandRun run = await job.AskAsync("--show-request", "r1");

        Assert.StartsWith("sluice: note: 'sum-up' has not answered yet: its first example stands in for its answer\n", run.Error[(run.Error.IndexOf('\n', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
        Assert.Contains("Quote a word of: An example of old", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_told_of_stand_ins_too()
    {
        await using TwoStepJob job = await TwoStepJob.StartAsync();

        CommandRun run = await job.AskAsync("--dry-run", "--json");

        JsonElement[] lines = [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.Equal(["step", "request", "request", "request", "estimate", "step", "request", "request", "request", "estimate"], lines.Select(line => line.GetProperty("event").GetString()));
        Assert.Equal(("sum-up", 0, 3), (lines[5].GetProperty("uses")[0].GetString(), lines[4].GetProperty("with_stand_ins").GetInt32(), lines[9].GetProperty("with_stand_ins").GetInt32()));
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_told()
    {
        await using TwinServer server = await PlannedTwin.StartAsync();
        using SmallJob job = SmallJob.OfThree();

        CommandRun run = await job.RunAsync("--url", server.BaseUrl.ToString(), "--show-request", "zz");

        Assert.Equal((2, "sluice: --show-request: no record has the id 'zz' (of 3 read); allowed: the id of a record\n"), (run.ExitCode, run.Error));
    }
}
