using System.Text.Json;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>How servers are asked to hold answers to the schema: found out once by a probe, or fixed by a setting.</summary>
public sealed class AnswerFormTests
{
    [Fact]
    public async Task A_server_that_takes_response_format_is_probed_once_and_asked_by_it()
    {
        await using var rig = await StartAsync(known: ["response_format"]);

        var first = await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r9", "text": "posting 9"}"""]);
        var second = await rig.RunAsync();

        Assert.Equal((2L, 1L), (first.Progress.Answered, second.Progress.Answered));
        Assert.Equal((4, 1), (rig.Server.Ledger.Count, rig.Server.Ledger.Calls.Count(IsProbe)));
        Assert.All(rig.Server.Ledger.Calls, call => Assert.True(call.Json.TryGetProperty("response_format", out _)));
        Assert.Equal(["is asked for answers by response_format (probed)", "is asked for answers by response_format (probed before)"], rig.Notices.Select(AfterUrl));
    }

    [Theory]
    [InlineData("structured_outputs", true)]
    [InlineData("guided_json", true)]
    [InlineData("json_schema", true)]
    [InlineData("guided_json", false)]
    public async Task A_server_with_a_field_of_its_own_is_asked_by_that_whether_it_refuses_or_ignores_the_others(string field, bool refuses)
    {
        await using var rig = await StartAsync(known: [field], refuses);

        var report = await rig.RunAsync();

        var call = rig.Server.Ledger.Calls.Last(call => !IsProbe(call));
        Assert.Equal((2L, 0L), (report.Progress.Answered, report.Progress.Failed));
        Assert.False(call.Json.TryGetProperty("response_format", out _));
        var schema = call.Json.GetProperty(field);
        if (field == "structured_outputs") schema = schema.GetProperty("json");
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.Contains(refuses ? "response_format is refused (" : "response_format is ignored; structured_outputs is ignored", Assert.Single(rig.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_form_is_told_the_schema_in_the_prompt_and_its_answers_are_streamed()
    {
        await using var rig = await StartAsync(known: []);

        var report = await rig.RunAsync();

        var call = rig.Server.Ledger.Calls.Last(call => !IsProbe(call));
        Assert.Equal(2L, report.Progress.Answered);
        Assert.StartsWith("Read the posting.\n\nAnswer with one JSON value that is valid under the following JSON Schema, and with nothing else.\n{\"type\":\"object\"", call.Messages[0].Content, StringComparison.Ordinal);
        Assert.True(call.Json.GetProperty("stream").GetBoolean());
    }

    [Theory]
    [InlineData("guided_json")]
    [InlineData("prompt")]
    public async Task A_setting_fixes_the_form_without_a_probe(string form)
    {
        await using var rig = await StartAsync(known: ["response_format"]);
        rig.WritePipeline(text => text.Replace("max_tokens: 100", $"max_tokens: 100\n    structured_output: {form}", StringComparison.Ordinal));

        await rig.RunAsync();

        Assert.DoesNotContain(rig.Server.Ledger.Calls, IsProbe);
        Assert.All(rig.Server.Ledger.Calls, call => Assert.Equal((false, form == "guided_json"), (call.Json.TryGetProperty("response_format", out _), call.Json.TryGetProperty("guided_json", out _))));
    }

    [Fact]
    public async Task A_probe_that_finds_the_server_full_is_made_again_next_time()
    {
        await using var rig = await StartAsync(known: ["guided_json"]);
        var plan = rig.Plan;
        rig.Plan = call => IsProbe(call) ? CallPlan.Fails(503, "full") : CallPlan.Says(RunRig.Good);
        await rig.RunAsync();
        rig.Plan = plan;
        rig.WriteRecords(["""{"id": "r9", "text": "posting 9"}"""]);

        await rig.RunAsync();

        Assert.True(rig.Server.Ledger.Calls[^1].Json.TryGetProperty("guided_json", out _));
    }

    [Fact]
    public async Task A_server_that_stops_taking_a_form_in_mid_run_is_probed_again_and_no_record_pays_for_it()
    {
        await using var rig = await RunRig.StartAsync(records: 12, script: call => call switch
        {
            { Ordinal: > 5 } when call.Json.TryGetProperty("response_format", out _) => CallPlan.Fails(400, "response_format is not supported"),
            _ when IsProbe(call) => CallPlan.Says("{"),
            _ => CallPlan.Says(RunRig.Good),
        }, owner: "somebody");

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 12L, 0L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
        Assert.True(rig.Server.Ledger.Calls[^1].Json.TryGetProperty("structured_outputs", out _));
        Assert.Equal(2, rig.Server.Ledger.Calls.Count(call => IsProbe(call) && call.Json.TryGetProperty("response_format", out _)));
        Assert.StartsWith("is asked for answers by structured_outputs (since it no longer takes response_format: ", AfterUrl(rig.Notices[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_a_server_refuses_changes_nothing_for_the_others()
    {
        await using var rig = await RunRig.StartAsync(records: 3, script: call =>
            IsProbe(call) ? CallPlan.Says("{") : call.LastMessage.Contains("posting 2", StringComparison.Ordinal) ? CallPlan.Fails(400, "the grammar of this text is too large") : CallPlan.Says(RunRig.Good), owner: "somebody");

        var report = await rig.RunAsync();

        Assert.Equal((2L, 1L), (report.Progress.Answered, report.Progress.Failed));
        Assert.Single(rig.Notices);
        Assert.All(rig.Server.Ledger.Calls, call => Assert.True(call.Json.TryGetProperty("response_format", out _)));
    }

    [Theory]
    [InlineData("The specified schema produces a constraint that has too many states for serving.")]
    [InlineData("参数 response_format 不受支持")]
    [InlineData("Failed to deserialize the JSON body into the target type: response_format: unknown variant `json_schema`, expected `json` or `regex`")]
    [InlineData("Input validation error: grammar is not supported")]
    [InlineData("guided decoding is not enabled")]
    [InlineData("JSON Schema not supported: could not understand the instance")]
    public async Task The_words_of_many_servers_for_a_form_that_they_refuse_are_known(string words)
    {
        await using var rig = await RunRig.StartAsync(records: 12, script: call => RefusesLater(call, words), owner: "somebody");

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 12L, 0L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
    }

    [Fact]
    public async Task A_server_that_refuses_in_words_nobody_knows_is_probed_after_three_refusals_in_a_row()
    {
        await using var rig = await RunRig.StartAsync(records: 40, script: call => RefusesLater(call, "désolé"), owner: "somebody");
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 38L, 2L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
    }

    [Fact]
    public async Task Records_that_are_refused_for_themselves_do_not_hide_a_form_that_is_refused_later_nor_cost_a_probe_each()
    {
        await using var rig = await RunRig.StartAsync(records: 100, script: call => !IsProbe(call) && call.LastMessage.EndsWith('0')
            ? CallPlan.Fails(400, "this text is about a grammar school") : call.Ordinal > 80 ? RefusesLater(call, "response_format is not supported") : IsProbe(call) ? CallPlan.Says("{") : CallPlan.Says(RunRig.Good), owner: "somebody");
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal));
        rig.Options = rig.Options with { KeepGoing = true };

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 88L, 12L), (report.Ending, report.Progress.Answered, report.Progress.Failed)); // two of them before the third in a row
        Assert.InRange(rig.Server.Ledger.Calls.Count(call => IsProbe(call) && call.Json.TryGetProperty("response_format", out _)), 1 + 5 + 1, 10); // not one for each of them
    }

    static CallPlan RefusesLater(Call call, string words) => call switch
    {
        { Ordinal: > 5 } when call.Json.TryGetProperty("response_format", out _) => CallPlan.Fails(400, words),
        _ when IsProbe(call) => CallPlan.Says("{"),
        _ => CallPlan.Says(RunRig.Good),
    };

    [Fact]
    public async Task A_server_that_refuses_whatever_it_is_asked_is_probed_again_next_time()
    {
        await using var rig = await StartAsync(known: ["guided_json"]);
        var plan = rig.Plan;
        rig.Plan = _ => CallPlan.Fails(400, "not now");
        await rig.RunAsync();
        rig.Plan = plan;
        rig.WriteRecords(["""{"id": "r9", "text": "posting 9"}"""]);

        await rig.RunAsync();

        Assert.True(rig.Server.Ledger.Calls[^1].Json.TryGetProperty("guided_json", out _));
    }

    [Fact]
    public async Task A_model_that_reasons_first_is_taken_at_its_word()
    {
        await using var rig = await StartAsync(known: []);
        rig.Plan = call => IsProbe(call) ? new CallPlan { Content = "", Reasoning = "The user wants a greeting", Finish = "length" } : CallPlan.Says(RunRig.Good);

        await rig.RunAsync();

        Assert.Equal("is asked for answers by response_format (probed)", AfterUrl(Assert.Single(rig.Notices)));
    }

    /// <param name="known">The fields that the server holds answers to.</param>
    /// <param name="refuses">Whether it refuses the other ones; else it ignores them.</param>
    static Task<RunRig> StartAsync(string[] known, bool refuses = true) =>
        RunRig.StartAsync(records: 2, script: call =>
        {
            string[] fields = [.. AnswerForms.Probed.Select(AnswerForms.NameOf).Where(field => call.Json.TryGetProperty(field, out _))];
            if (refuses && fields.Except(known).FirstOrDefault() is { } foreign) return CallPlan.Fails(400, $"unknown field {foreign}");
            return IsProbe(call) && !fields.Intersect(known).Any() ? CallPlan.Says("Hello there!") : CallPlan.Says(RunRig.Good);
        }, owner: "somebody");

    static bool IsProbe(Call call) => call.LastMessage.StartsWith("Say hello", StringComparison.Ordinal);

    static string AfterUrl(string notice) => notice[(notice.IndexOf("/v1 ", StringComparison.Ordinal) + 4)..];
}
