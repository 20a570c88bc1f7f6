using Microsoft.Data.Sqlite;
using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class PipelineRunTests
{
    [Fact]
    public async Task Every_record_is_asked_once_and_its_answer_written()
    {
        await using var rig = await RunRig.StartAsync(records: 50);

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, null, 50L, 0L), (report.Ending, report.Message, report.Progress.Answered, report.Progress.Failed));
        Assert.Equal((50, 4), (rig.Server.Ledger.Count, Math.Max(4, rig.Server.Ledger.MostOpen)));
        Assert.Equal(Keys(50), rig.Ids.Order());
        Assert.All(rig.Output, line => Assert.Equal("""{"title":"Cook"}""", line.GetProperty("answer").GetRawText()));
        Assert.Equal((500, 50L), (report.Progress.PromptTokens, report.Progress.Total));
        Assert.Equal(50, rig.AnsweredRecords.Count);
        Assert.Null(report.FailuresPath);
    }

    [Fact]
    public async Task The_request_has_the_system_message_the_examples_and_the_prompt_in_that_order()
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.Folder.Write("examples.jsonl", """{"input": {"text": "We need a chef"}, "answer": {"title": "Chef"}}""");
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "max_tokens: 100\n    examples: examples.jsonl\n    seed: 7\n    top_p: 0.9", StringComparison.Ordinal)
            .Replace("minLength: 2", "x-verbatim: true", StringComparison.Ordinal).Replace("Chef", "chef", StringComparison.Ordinal));
        rig.WriteRecords(["""{"id": "a", "text": "Cook wanted"}"""]);

        await rig.RunAsync();

        var call = Assert.Single(rig.Server.Ledger.Calls);
        Assert.Equal([("system", "Read the posting."), ("user", "We need a chef"), ("assistant", """{"title": "Chef"}"""), ("user", "Cook wanted")], call.Messages);
        Assert.Equal(
            """{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false},"strict":true}}""",
            call.Json.GetProperty("response_format").GetRawText());
        Assert.False(call.Json.TryGetProperty("x_source_text", out _));
        Assert.Equal((0, 100, 7, 0.9), (call.Json.GetProperty("temperature").GetDouble(), call.Json.GetProperty("max_tokens").GetInt32(), call.Json.GetProperty("seed").GetInt32(), call.Json.GetProperty("top_p").GetDouble()));
    }

    [Fact]
    public async Task A_server_that_grounds_answers_itself_gets_the_whole_schema_and_the_text()
    {
        await using var rig = await RunRig.StartAsync(records: 1, verbatim: true);
        rig.WritePipeline(text => text.Replace("minLength: 2", "x-verbatim: true", StringComparison.Ordinal).Replace("prompt: \"{{ text }}\"", "prompt: \"Posting: {{ text[:4] }}\"", StringComparison.Ordinal));
        rig.WriteRecords(["""{"id": "a", "text": "Cook wanted"}"""]);

        var report = await rig.RunAsync();

        var call = Assert.Single(rig.Server.Ledger.Calls);
        Assert.Equal("Cook", call.Json.GetProperty("x_source_text").GetString());
        Assert.True(call.Json.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties").GetProperty("title").GetProperty("x-verbatim").GetBoolean());
        Assert.Equal("""[{"path":"/title","start":0,"length":4}]""", Assert.Single(rig.Output).GetProperty("spans").GetRawText());
        Assert.Equal(("Cook", RunEnding.Finished), (Assert.Single(rig.AnsweredRecords).Source, report.Ending));
    }

    [Fact]
    public async Task Fields_of_the_record_are_passed_through_to_the_output()
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.WritePipeline(text => text.Replace("path: out/answers.jsonl", "path: out/answers.jsonl, include: [city, pay, gone]", StringComparison.Ordinal));
        rig.WriteRecords(["""{"id": "a", "text": "Cook", "city": "Kyōto", "pay": {"eur": 1.50}}"""]);

        await rig.RunAsync();

        Assert.Equal("""{"city":"Kyōto","pay":{"eur":1.50},"gone":null}""", Assert.Single(rig.Output).GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task A_resumed_run_asks_nothing_again_for_answered_records()
    {
        await using var rig = await RunRig.StartAsync(records: 30);
        rig.Options = rig.Options with { Limit = 10 };
        var first = await rig.RunAsync();
        rig.Options = rig.Options with { Limit = null };

        var second = await rig.RunAsync();
        var third = await rig.RunAsync();

        Assert.Equal((10L, 10L), (first.Progress.Answered, first.Progress.Total));
        Assert.Equal((20L, 10L, 30L), (second.Progress.Answered, second.Progress.Resumed, second.Progress.Done));
        Assert.Equal((0L, 30L), (third.Progress.Calls, third.Progress.Resumed));
        Assert.Equal(30, rig.Server.Ledger.Count);
        Assert.Equal(Keys(30), rig.Ids.Order());
    }

    [Theory]
    [InlineData("Read the posting.", "Read it well.")]
    [InlineData("{{ text }}", "Posting: {{ text }}")]
    [InlineData("max_tokens: 100", "max_tokens: 101")]
    [InlineData("max_tokens: 100", "max_tokens: 100\n    temperature: 0.1")]
    [InlineData("max_tokens: 100", "max_tokens: 100\n    seed: 1")]
    public async Task A_changed_step_asks_again(string from, string to)
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        await rig.RunAsync();
        rig.WritePipeline(text => text.Replace(from, to, StringComparison.Ordinal));

        var changed = await rig.RunAsync();
        rig.WritePipeline(text => text);
        var back = await rig.RunAsync();

        Assert.Equal((3L, 0L), (changed.Progress.Answered, changed.Progress.Resumed));
        Assert.Equal((0L, 3L), (back.Progress.Answered, back.Progress.Resumed));
        Assert.Equal(3, rig.Output.Count);
    }

    [Fact]
    public async Task A_step_that_does_not_stream_asks_for_whole_answers_and_shares_them_with_one_that_does()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "max_tokens: 100\n    stream: false", StringComparison.Ordinal));
        var whole = await rig.RunAsync();
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "max_tokens: 100\n    stream: true", StringComparison.Ordinal));

        var streamed = await rig.RunAsync();

        Assert.Equal((3L, 0L, 30L), (whole.Progress.Answered, whole.Progress.Failed, whole.Progress.PromptTokens));
        Assert.All(rig.Server.Ledger.Calls, call => Assert.False(call.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean()));
        Assert.Equal((0L, 3L), (streamed.Progress.Calls, streamed.Progress.Resumed));
    }

    [Fact]
    public async Task A_changed_concurrency_or_output_asks_nothing_again()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        await rig.RunAsync();
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal).Replace("out/answers.jsonl", "other.jsonl", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((0L, 3L), (report.Progress.Calls, report.Progress.Resumed));
        Assert.Equal(3, rig.Folder.Lines("other.jsonl").Length);
    }

    [Fact]
    public async Task A_record_whose_content_changed_is_asked_again_and_its_old_answer_is_gone()
    {
        await using var rig = await RunRig.StartAsync(records: 3, script: call => CallPlan.Says($$"""{"title": "{{call.LastMessage}}"}"""));
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r1", "text": "posting 1"}""", """{"id": "r2", "text": "rewritten"}""", """{ "text": "posting 3", "id": "r3" }"""]);

        var report = await rig.RunAsync();

        Assert.Equal((2L, 2L, 1L), (report.Changed, report.Progress.Answered, report.Progress.Resumed));
        Assert.Equal(["2 records have changed since this run last saw them; they are asked about again"], rig.Notices);
        Assert.Equal(["posting 1", "posting 3", "rewritten"], rig.Output.Select(line => line.GetProperty("answer").GetProperty("title").GetString()).Order());
    }

    [Fact]
    public async Task Content_that_changes_and_changes_back_finds_its_first_answer()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: call => CallPlan.Says($$"""{"title": "{{call.LastMessage}}"}"""));
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r1", "text": "rewritten"}"""]);
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r1", "text": "posting 1"}"""]);

        var report = await rig.RunAsync();

        Assert.Equal((0L, 1L), (report.Progress.Calls, report.Progress.Resumed));
        Assert.Equal("posting 1", Assert.Single(rig.Output).GetProperty("answer").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_record_that_left_the_input_leaves_the_output()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r1", "text": "posting 1"}""", """{"id": "r3", "text": "posting 3"}"""]);

        var report = await rig.RunAsync();

        Assert.Equal((0L, 2L), (report.Progress.Calls, report.Progress.Resumed));
        Assert.Equal(["r1", "r3"], rig.Ids.Order());
    }

    [Fact]
    public async Task A_limit_keeps_the_answers_beyond_it()
    {
        await using var rig = await RunRig.StartAsync(records: 5);
        await rig.RunAsync();
        rig.Options = rig.Options with { Limit = 2 };

        var report = await rig.RunAsync();

        Assert.Equal((0L, 2L), (report.Progress.Calls, report.Progress.Resumed));
        Assert.Equal(Keys(5), rig.Ids.Order());
    }

    [Fact]
    public async Task Draining_finishes_what_is_in_flight_and_begins_nothing()
    {
        var hold = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 50, script: _ => CallPlan.Says(RunRig.Good) with { Hold = hold.Task, HoldAt = 1 });
        using var drain = new CancellationTokenSource();

        var running = rig.RunAsync(drain.Token);
        await rig.Server.Ledger.ArrivedAsync(4);
        await drain.CancelAsync();
        hold.SetResult();
        var report = await running;

        Assert.Equal((RunEnding.Drained, 4L, 4), (report.Ending, report.Progress.Answered, rig.Server.Ledger.Count));
        Assert.Equal(4, rig.Output.Count);
        Assert.Equal(46, (await rig.RunAsync()).Progress.Answered);
    }

    [Fact]
    public async Task Aborting_cuts_what_is_in_flight_and_costs_no_attempt()
    {
        var never = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 8, script: call => call.Ordinal < 2 ? CallPlan.Says(RunRig.Good) : CallPlan.Says(RunRig.Good) with { Hold = never.Task });
        using var abort = new CancellationTokenSource();

        var running = rig.RunAsync(abort: abort.Token);
        await rig.Server.Ledger.ArrivedAsync(6);
        await abort.CancelAsync();
        var report = await running;
        rig.Plan = _ => CallPlan.Says(RunRig.Good);
        var resumed = await rig.RunAsync();

        Assert.Equal((RunEnding.Aborted, 2L, 0L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
        Assert.Equal((6L, 2L), (resumed.Progress.Answered, resumed.Progress.Resumed));
        Assert.All(rig.Output, line => Assert.Equal(1, line.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task A_second_process_on_the_same_run_is_told_so()
    {
        var hold = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says(RunRig.Good) with { Hold = hold.Task });

        var first = rig.RunAsync();
        await rig.Server.Ledger.ArrivedAsync(1);
        var second = await rig.RunAsync();
        hold.SetResult();

        Assert.Equal(RunEnding.Stopped, second.Ending);
        Assert.StartsWith("another process is working on the run 'postings' in ", second.Message, StringComparison.Ordinal);
        Assert.Equal(RunEnding.Finished, (await first).Ending);
    }

    [Fact]
    public async Task A_store_that_fails_in_mid_run_stops_it_and_keeps_what_was_committed()
    {
        var hold = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 20, script: call => call.Ordinal < 4 ? CallPlan.Says(RunRig.Good) : CallPlan.Says(RunRig.Good) with { Hold = hold.Task });

        var running = rig.RunAsync();
        await rig.Server.Ledger.ArrivedAsync(8);
        Execute(rig.Options.StorePath, "ALTER TABLE attempt RENAME TO elsewhere");
        hold.SetResult();
        var stopped = await running;
        Execute(rig.Options.StorePath, "ALTER TABLE elsewhere RENAME TO attempt");
        var resumed = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 4L), (stopped.Ending, stopped.Progress.Answered));
        Assert.StartsWith($"the run store {rig.Options.StorePath} cannot be used: ", stopped.Message, StringComparison.Ordinal);
        Assert.Equal((16L, 4L), (resumed.Progress.Answered, resumed.Progress.Resumed));
    }

    [Fact]
    public async Task A_schema_beyond_the_answer_machine_is_said_and_answers_are_judged_at_their_end()
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.WritePipeline(text => text.Replace("required: [title]", "required: [title]\n      propertyNames: { pattern: \"(?<!x)[a-z]\" }", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal(1, report.Progress.Answered);
        Assert.StartsWith("what these keywords say is checked only when an answer is complete, not while it comes: #/propertyNames", Assert.Single(rig.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_as_ids_stay_numbers()
    {
        await using var rig = await RunRig.StartAsync(records: 0);
        rig.WriteRecords(["""{"id": 17, "text": "a"}""", """{"id": "x", "text": "b"}"""]);

        await rig.RunAsync();

        Assert.Equal(["\"x\"", "17"], rig.Output.Select(line => line.GetProperty("id").GetRawText()).Order(StringComparer.Ordinal));
    }

    static void Execute(string store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static IEnumerable<string> Keys(int count) => Enumerable.Range(1, count).Select(n => $"r{n}").Order();
}
