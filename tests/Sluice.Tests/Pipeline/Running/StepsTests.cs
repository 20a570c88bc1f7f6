using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class StepsTests
{
    // Out of order on purpose: a step may stand before one whose answer it uses.
    const string TwoSteps = """
        name: postings
        input: { path: data.jsonl, id: "$.id" }
        steps:
          judge:
            prompt: "Is {{ steps.extract.title }} a good job? {{ text }}"
            schema: { type: object, properties: { good: { type: boolean } }, required: [good] }
            concurrency: 2
          extract:
            prompt: "{{ text }}"
            schema: { type: object, properties: { title: { type: string } }, required: [title], additionalProperties: false }
        concurrency: 4
        output: { path: out/answers.jsonl }
        """;

    [Fact]
    public async Task A_later_step_shows_the_answers_of_an_earlier_one_and_the_output_has_both()
    {
        await using var rig = await StartAsync(records: 20);

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, null, 20L, 0L, 40L), (report.Ending, report.Message, report.Progress.Answered, report.Progress.Failed, report.Progress.Calls));
        Assert.Equal([("extract", 20L), ("judge", 20L)], report.Progress.Steps.Select(step => (step.Step, step.Progress.Answered)));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"Is T{n} a good job? posting {n}").Order(), Asked(rig, "Is ").Order());
        var line = rig.Output.Single(line => line.GetProperty("id").GetString() == "r7").GetProperty("steps");
        Assert.Equal(("T7", true), (line.GetProperty("extract").GetProperty("answer").GetProperty("title").GetString(), line.GetProperty("judge").GetProperty("answer").GetProperty("good").GetBoolean()));
        Assert.Equal(20, rig.Output.Count);
    }

    [Fact]
    public async Task Each_step_asks_its_own_model()
    {
        await using var rig = await StartAsync(records: 3, models: ["small", "large"]);
        (rig.ModelOfStep["extract"], rig.ModelOfStep["judge"]) = ("small", "large");

        await rig.RunAsync();

        Assert.All(rig.Server.Ledger.Calls, call => Assert.Equal(call.LastMessage.StartsWith("Is ", StringComparison.Ordinal) ? "large" : "small", call.Json.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task A_record_goes_on_to_its_next_step_while_others_are_still_in_their_first()
    {
        var held = new TaskCompletionSource();
        await using var rig = await StartAsync(records: 4, call =>
        {
            if (call.LastMessage == "Is T1 a good job? posting 1") held.SetResult();
            return call.LastMessage == "posting 2" ? Answer(call) with { Hold = held.Task } : Answer(call);
        });

        var report = await rig.RunAsync(); // a barrier between the steps would hold the first step for ever

        Assert.Equal((RunEnding.Finished, 4L), (report.Ending, report.Progress.Answered));
    }

    [Fact]
    public async Task No_step_has_more_calls_in_flight_than_its_own_concurrency()
    {
        int now = 0, most = 0;
        var gate = new Lock();
        await using var rig = await StartAsync(records: 40, call =>
        {
            if (!call.LastMessage.StartsWith("Is ", StringComparison.Ordinal)) return Answer(call);
            lock (gate) most = Math.Max(most, ++now);
            return Answer(call) with { Hold = Task.Run(() => { lock (gate) now--; }) };
        });

        await rig.RunAsync();

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task A_record_whose_earlier_step_failed_is_counted_as_such_in_the_later_one()
    {
        await using var rig = await StartAsync(records: 5, call => call.LastMessage == "posting 3" ? CallPlan.Fails(400, "no") : Answer(call));

        var report = await rig.RunAsync();
        var detail = rig.Failures[1].GetProperty("detail").GetString();
        var again = await rig.RunAsync();

        Assert.Equal((4L, 1L), (report.Progress.Answered, report.Progress.FailedByReason["request"]));
        Assert.Equal([("request", 1L), ("earlier-step", 1L)], report.Progress.Steps.Select(step => (Assert.Single(step.Progress.FailedByReason).Key, step.Progress.Failed)));
        Assert.Equal([("r3", "extract", "request"), ("r3", "judge", "earlier-step")], rig.Failures.OrderBy(line => line.GetProperty("step").GetString(), StringComparer.Ordinal).Select(line => (line.GetProperty("id").GetString(), line.GetProperty("step").GetString(), line.GetProperty("reason").GetString())));
        Assert.Equal("the step 'extract', whose answer it shows, gave none", detail);
        Assert.Equal((4L, 1L, 1L), (again.Progress.Resumed, again.Progress.Failed, again.Progress.Calls));
        Assert.Equal(2, rig.Failures.Count);
    }

    [Fact]
    public async Task A_changed_later_step_asks_nothing_of_the_earlier_one_again()
    {
        await using var rig = await StartAsync(records: 6);
        await rig.RunAsync();
        rig.WritePipeline(_ => TwoSteps.Replace("a good job", "a nice job", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((6L, 6L), (report.Progress.Calls, report.Progress.Answered));
        Assert.Equal(6, Asked(rig, "Is T").Count(text => text.Contains("nice", StringComparison.Ordinal)));
        Assert.Equal([6L, 0L], report.Progress.Steps.Select(step => step.Progress.Resumed));
    }

    [Fact]
    public async Task A_changed_earlier_step_asks_the_later_one_again_where_its_answers_differ()
    {
        await using var rig = await StartAsync(records: 6);
        await rig.RunAsync();
        rig.WritePipeline(_ => TwoSteps.Replace("\"{{ text }}\"", "\"Posting: {{ text }}0\"", StringComparison.Ordinal));

        var changed = await rig.RunAsync();
        rig.WritePipeline(_ => TwoSteps);
        var back = await rig.RunAsync();

        Assert.Equal((12L, 0L), (changed.Progress.Calls, changed.Progress.Resumed));
        Assert.Equal((0L, 6L), (back.Progress.Calls, back.Progress.Resumed));
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_in_the_step_that_each_record_had_reached()
    {
        using var drain = new CancellationTokenSource();
        await using var rig = await StartAsync(records: 10, call =>
        {
            if (call.LastMessage.StartsWith("Is ", StringComparison.Ordinal)) drain.Cancel();
            return Answer(call);
        });
        var first = await rig.RunAsync(drain.Token);
        rig.Plan = Answer;

        var second = await rig.RunAsync();

        Assert.Equal((RunEnding.Drained, RunEnding.Finished), (first.Ending, second.Ending));
        Assert.Equal(20, rig.Server.Ledger.Count);
        Assert.Equal(10, Asked(rig, "Is T").Distinct().Count());
        Assert.Equal(10, rig.Output.Count);
    }

    [Theory]
    [InlineData("judge", """{"good":true}""")]
    [InlineData("[extract]", """{"title":"T1"}""")]
    public async Task The_output_can_have_the_answers_of_one_step_alone(string steps, string answer)
    {
        await using var rig = await StartAsync(records: 1);
        rig.WritePipeline(_ => TwoSteps.Replace("out/answers.jsonl }", $"out/answers.jsonl, steps: {steps} }}", StringComparison.Ordinal));

        await rig.RunAsync();

        Assert.Equal(answer, Assert.Single(rig.Output).GetProperty("answer").GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_that_do_not_use_each_other_answer_side_by_side_and_one_that_uses_both_waits_for_both()
    {
        await using var rig = await StartAsync(records: 8, call => call.LastMessage.StartsWith("both", StringComparison.Ordinal) ? CallPlan.Says("""{"good": true}""") : Answer(call));
        rig.WritePipeline(_ => TwoSteps.Replace("Is {{ steps.extract.title }} a good job? {{ text }}", "Is it? {{ text }}", StringComparison.Ordinal).Replace("concurrency: 4", """
              both:
                prompt: "both {{ steps.extract.title }} {{ steps['judge'].good }}"
                schema: { type: object }
            concurrency: 4
            """, StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 8L, 24L), (report.Ending, report.Progress.Answered, report.Progress.Calls));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => $"both T{n} true").Order(), Asked(rig, "both").Order());
    }

    [Fact]
    public async Task A_field_that_an_earlier_answer_lacks_fails_the_record_by_name()
    {
        await using var rig = await StartAsync(records: 1);
        rig.WritePipeline(_ => TwoSteps.Replace(", additionalProperties: false", "", StringComparison.Ordinal).Replace("extract.title }}", "extract.level }}", StringComparison.Ordinal));

        await rig.RunAsync();

        var failure = Assert.Single(rig.FailedRecords);
        Assert.Equal(("judge", "input"), (failure.Step, failure.Reason));
        Assert.Contains("asks for 'steps.extract.level', but 'steps.extract' has no 'level'; it has: title", failure.Detail, StringComparison.Ordinal);
    }

    static async Task<RunRig> StartAsync(int records, Func<Call, CallPlan>? script = null, IReadOnlyList<string>? models = null)
    {
        var rig = await RunRig.StartAsync(records, script ?? Answer, models: models);
        rig.WritePipeline(_ => TwoSteps);
        return rig;
    }

    static CallPlan Answer(Call call) => CallPlan.Says(
        call.LastMessage.StartsWith("Is ", StringComparison.Ordinal) ? """{"good": true}""" : $$"""{"title": "T{{call.LastMessage.Split(' ')[^1]}}"}""");

    static IEnumerable<string> Asked(RunRig rig, string beginning) => rig.Server.Ledger.Calls.Select(call => call.LastMessage).Where(text => text.StartsWith(beginning, StringComparison.Ordinal));
}
