using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>What a run does when the server or the model fails, seen from the server's ledger.</summary>
public sealed class FailureFateTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_full_server_costs_the_records_nothing(int status)
    {
        await using var rig = await RunRig.StartAsync(records: 4, script: call => call.Ordinal < 20
            ? CallPlan.Fails(status, "full", retryAfter: 0)
            : CallPlan.Says(RunRig.Good));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 4L, 0L, 24L), (report.Ending, report.Progress.Answered, report.Progress.Failed, report.Progress.Calls));
    }

    [Fact]
    public async Task A_server_error_is_tried_three_times_and_then_fails_that_record()
    {
        await using var rig = await RunRig.StartAsync(records: 2, script: call => call.LastMessage == "posting 1" ? CallPlan.Fails(500, "oops") : CallPlan.Says(RunRig.Good));

        var report = await rig.RunAsync();

        Assert.Equal((1L, 4L), (report.Progress.Answered, report.Progress.Calls));
        Assert.Equal(["server"], report.Progress.FailedByReason.Keys);
        Assert.Equal(3, Assert.Single(rig.Failures).GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_never_an_answer()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: call => call.Ordinal == 0
            ? CallPlan.Says(RunRig.Good) with { Fault = new Fault(FaultKind.NoFinish) }
            : CallPlan.Says("""{"title": "Chef"}"""));

        await rig.RunAsync();

        var line = Assert.Single(rig.Output);
        Assert.Equal(("Chef", 2), (line.GetProperty("answer").GetProperty("title").GetString(), line.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_once_more_with_twice_the_tokens()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("""{"title": "Co""") with { Finish = "length" });

        var report = await rig.RunAsync();

        Assert.Equal([100, 200], rig.Server.Ledger.Calls.Select(call => call.Json.GetProperty("max_tokens").GetInt32()));
        Assert.Equal(["truncated"], report.Progress.FailedByReason.Keys);
        Assert.Equal("""{"title": "Co""", Assert.Single(rig.Failures).GetProperty("response").GetString());
    }

    [Fact]
    public async Task A_runaway_is_cut_while_streaming_and_asked_once_more_differently()
    {
        var never = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 1, script: call => call.Ordinal == 0
            ? CallPlan.Says("{\"title\":" + new string(' ', 100_000)) with { Hold = never.Task, HoldAt = 500 }
            : CallPlan.Says(RunRig.Good));
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "stream: true", StringComparison.Ordinal));

        var report = await rig.RunAsync();
        await rig.Server.Ledger.OpenAsync(0);

        Assert.Equal(1, report.Progress.Answered);
        Assert.Equal(CallEnd.ClientGone, rig.Server.Ledger.Calls[0].End);
        Assert.NotEqual(rig.Server.Ledger.Calls[0].Json.GetProperty("temperature").GetDouble(), rig.Server.Ledger.Calls[1].Json.GetProperty("temperature").GetDouble());
    }

    [Fact]
    public async Task A_doomed_answer_is_cut_at_its_first_wrong_byte_and_asked_again_with_the_place()
    {
        var never = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 1, script: call => call.Ordinal == 0
            ? CallPlan.Says("""{"titel": "Cook", "and": "so on"}""") with { Hold = never.Task, HoldAt = 3 }
            : CallPlan.Says(RunRig.Good));
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "stream: true", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((1L, 2L), (report.Progress.Answered, report.Progress.Calls));
        var turns = rig.Server.Ledger.Calls[1].Messages;
        Assert.Equal(["system", "user", "assistant", "user"], turns.Select(turn => turn.Role));
        Assert.Equal("{\"titel", turns[2].Content);
        Assert.Contains("cut at byte 6: ", turns[3].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_in_a_code_fence_is_repaired_without_another_call()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("Sure! Here it is:\n```json\n" + RunRig.Good + "\n```\n"));

        var report = await rig.RunAsync();

        Assert.Equal((1L, 1L), (report.Progress.Answered, report.Progress.Calls));
        Assert.Equal("""{"title":"Cook"}""", Assert.Single(rig.Output).GetProperty("answer").GetRawText());
    }

    [Fact]
    public async Task An_answer_that_breaks_the_schema_is_asked_again_once_with_the_error_paths()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("The answer: {\"title\": 7}"));

        var report = await rig.RunAsync();

        Assert.Equal((0L, 2L), (report.Progress.Answered, report.Progress.Calls));
        Assert.Contains("/title", rig.Server.Ledger.Calls[1].LastMessage, StringComparison.Ordinal);
        var failure = Assert.Single(rig.Failures);
        Assert.Equal(("schema-mismatch", "The answer: {\"title\": 7}"), (failure.GetProperty("reason").GetString(), failure.GetProperty("response").GetString()));
    }

    [Fact]
    public async Task Words_without_JSON_are_asked_again_once()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("I would rather not."));

        var report = await rig.RunAsync();

        Assert.Equal(2, report.Progress.Calls);
        Assert.Equal(["not-json"], report.Progress.FailedByReason.Keys);
    }

    [Fact]
    public async Task A_value_the_text_does_not_contain_is_named_once_and_then_fails_the_record()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("""{"title": "Chef"}"""));
        rig.WritePipeline(text => text.Replace("minLength: 2", "x-verbatim: true", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal(2, report.Progress.Calls);
        Assert.Contains("/title: \"Chef\"", rig.Server.Ledger.Calls[1].LastMessage, StringComparison.Ordinal);
        Assert.Equal(["ungrounded"], report.Progress.FailedByReason.Keys);
    }

    [Fact]
    public async Task Reasoning_without_an_answer_gets_more_tokens_once()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: call => call.Ordinal == 0
            ? new CallPlan { Content = "", Reasoning = "Let me think.", Finish = "length" }
            : CallPlan.Says(RunRig.Good) with { Reasoning = "Hm." });

        var report = await rig.RunAsync();

        Assert.Equal((1L, 2L), (report.Progress.Answered, report.Progress.Calls));
        Assert.Equal(200, rig.Server.Ledger.Calls[1].Json.GetProperty("max_tokens").GetInt32());
    }

    [Fact]
    public async Task A_model_that_reasons_its_tokens_away_is_asked_without_reasoning_and_with_more_tokens_when_the_server_refuses_that()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: call => call.Ordinal switch
        {
            0 => new CallPlan { Content = "", Reasoning = "Let me think.", Finish = "length" },
            1 => CallPlan.Fails(400, "unknown field chat_template_kwargs"),
            _ => CallPlan.Says(RunRig.Good),
        });

        var report = await rig.RunAsync();

        var calls = rig.Server.Ledger.Calls;
        Assert.Equal(1, report.Progress.Answered);
        Assert.Equal("""{"enable_thinking":false}""", calls[1].Json.GetProperty("chat_template_kwargs").GetRawText());
        Assert.False(calls[2].Json.TryGetProperty("chat_template_kwargs", out _));
        Assert.Equal([100, 200, 200], calls.Select(call => call.Json.GetProperty("max_tokens").GetInt32()));
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says("{") with { Finish = "content_filter" });

        var report = await rig.RunAsync();

        Assert.Equal(1, report.Progress.Calls);
        Assert.Equal(["refusal"], report.Progress.FailedByReason.Keys);
    }

    [Fact]
    public async Task A_prompt_that_the_servers_filter_refuses_is_a_refusal_whatever_the_status()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Fails(400, "The response was filtered due to the prompt", "content_filter"));

        var report = await rig.RunAsync();

        Assert.Equal((1L, "refusal"), (report.Progress.Calls, Assert.Single(report.Progress.FailedByReason).Key));
    }

    [Fact]
    public async Task An_account_without_money_pauses_the_run_though_its_status_is_that_of_a_full_server()
    {
        await using var rig = await RunRig.StartAsync(records: 4, script: _ => CallPlan.Fails(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota"));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 0L), (report.Ending, report.Progress.Failed));
        Assert.Contains("You exceeded your current quota", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_record_is_tried_again_by_the_next_invocation()
    {
        await using var rig = await RunRig.StartAsync(records: 2, script: call => CallPlan.Says(call.Messages.Any(turn => turn.Content == "posting 1") ? "no" : RunRig.Good));
        await rig.RunAsync();
        rig.Plan = _ => CallPlan.Says(RunRig.Good);

        var report = await rig.RunAsync();

        Assert.Equal((1L, 1L, 0L), (report.Progress.Answered, report.Progress.Resumed, report.Progress.Failed));
        Assert.Equal(["r1", "r2"], rig.Ids.Order());
        Assert.Empty(rig.Failures);
    }
}
