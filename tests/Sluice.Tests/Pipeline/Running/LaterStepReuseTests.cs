using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class LaterStepReuseTests
{
    const string Steps = """
        name: postings
        input: { path: data.jsonl, id: "$.id" }
        steps:
          extract:
            prompt: "{{ text }}"
            schema: { type: object, properties: { title: { type: string, minLength: 2 }, note: { type: string } }, required: [title], additionalProperties: false }
          judge:
            system: "Judge well."
            prompt: "Is {{ steps.extract.title }} a good job?"
            schema: { type: object, properties: { good: { type: boolean } }, required: [good], additionalProperties: false }
          tell:
            prompt: "Tell of {{ steps.judge.good }} and {{ text }}"
        concurrency: 4
        output: { path: out/answers.jsonl }
        """;

    [Fact]
    public async Task A_widened_schema_of_the_first_step_asks_no_step_again()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal));

        var report = await rig.RunAsync();
        var again = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 0L, 3L, 0L), (report.Ending, report.Progress.Calls, report.Progress.Resumed, report.Progress.Answered));
        Assert.Equal([3L, 3L, 3L], report.Progress.Steps.Select(step => step.Progress.Resumed));
        Assert.Contains("the schema of 'extract' has changed: of 3 stored answers 3 fit it and are kept, the others are asked again (--on-changed-schema rerun asks all again)", rig.Notices);
        Assert.Contains("steps in front of 'judge' have changed: of its 3 stored answers 3 are kept, since what it asks about their records is the same; the others are asked again", rig.Notices);
        Assert.Equal((0L, 3L), (again.Progress.Calls, again.Progress.Resumed));
        Assert.Equal(3, rig.Output.Count);
        Assert.All(rig.Output, line => Assert.True(line.GetProperty("steps").GetProperty("judge").GetProperty("answer").GetProperty("good").GetBoolean()));
    }

    [Fact]
    public async Task Schemas_of_several_steps_can_be_widened_at_once()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal).Replace("required: [good]", "required: []", StringComparison.Ordinal));

        Assert.Equal((0L, 3L), Of(await rig.RunAsync()));
    }

    [Fact]
    public async Task A_narrowed_schema_asks_later_steps_only_where_the_new_answer_makes_another_question()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("minLength: 2", "pattern: '^(T[23]|New)$'", StringComparison.Ordinal));
        rig.Plan = call => call.LastMessage == "posting 1" ? CallPlan.Says("""{"title": "New"}""") : Answer(call);

        var report = await rig.RunAsync();

        Assert.Equal([1L, 1L, 0L], report.Progress.Steps.Select(step => step.Progress.Calls)); // the last step shows the same verdict of r1 as before
        Assert.Equal([2L, 2L, 3L], report.Progress.Steps.Select(step => step.Progress.Resumed));
        Assert.Equal((1L, 2L), (report.Progress.Answered, report.Progress.Resumed));
        Assert.Equal(1, rig.Server.Ledger.Calls.Count(call => call.LastMessage == "Is New a good job?"));
    }

    [Fact]
    public async Task A_changed_prompt_of_the_first_step_asks_later_steps_only_about_other_answers()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("\"{{ text }}\"", "\"Read: {{ text }}\"", StringComparison.Ordinal));
        rig.Plan = call => call.LastMessage == "Read: posting 2" ? CallPlan.Says("""{"title": "Other"}""") : Answer(call);

        var report = await rig.RunAsync();

        Assert.Equal([3L, 1L, 0L], report.Progress.Steps.Select(step => step.Progress.Calls));
        Assert.Equal((3L, 0L), (report.Progress.Answered, report.Progress.Resumed));
        Assert.Contains("steps in front of 'judge' have changed: of its 3 stored answers 2 are kept, since what it asks about their records is the same; the others are asked again", rig.Notices);
    }

    [Fact]
    public async Task A_field_that_a_later_step_does_not_show_may_change_without_asking_it_again()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("\"{{ text }}\"", "\"Read: {{ text }}\"", StringComparison.Ordinal));
        rig.Plan = call => CallPlan.Says($$"""{"title": "T{{call.LastMessage.Split(' ')[^1]}}", "note": "new"}""");

        Assert.Equal([3L, 0L, 0L], (await rig.RunAsync()).Progress.Steps.Select(step => step.Progress.Calls));
    }

    [Fact]
    public async Task Asking_again_for_a_changed_schema_asks_later_steps_only_what_is_new()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal));
        rig.Options = rig.Options with { KeepFittingAnswers = false };

        Assert.Equal([3L, 0L, 0L], (await rig.RunAsync()).Progress.Steps.Select(step => step.Progress.Calls));
    }

    [Fact]
    public async Task A_system_message_with_another_answer_in_it_is_another_question()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(_ => Steps.Replace("Judge well.", "Judge {{ steps.extract.note | default('well') }}.", StringComparison.Ordinal));
        await rig.RunAsync();
        rig.WritePipeline(text => Steps.Replace("Judge well.", "Judge {{ steps.extract.note | default('well') }}.", StringComparison.Ordinal).Replace("\"{{ text }}\"", "\"Read: {{ text }}\"", StringComparison.Ordinal));
        rig.Plan = call => call.LastMessage == "Read: posting 2" ? CallPlan.Says("""{"title": "T2", "note": "new"}""") : Answer(call);

        Assert.Equal([3L, 1L, 0L], (await rig.RunAsync()).Progress.Steps.Select(step => step.Progress.Calls));
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_it_looks_back_keeps_the_rest_later()
    {
        await using var rig = await AnsweredAsync(records: 40);
        rig.WritePipeline(_ => Steps.Replace("\"{{ text }}\"", "\"Read: {{ text }}\"", StringComparison.Ordinal));
        using var drain = new CancellationTokenSource();
        rig.Plan = call =>
        {
            if (call.LastMessage == "Read: posting 9") drain.Cancel();
            return Answer(call);
        };

        var stopped = await rig.RunAsync(drain.Token);
        var end = await rig.RunAsync();

        Assert.Equal(RunEnding.Drained, stopped.Ending);
        Assert.Equal(40, stopped.Progress.Calls + end.Progress.Calls); // each record's first step once, and nothing else
        Assert.Equal(40, rig.Output.Count);
    }

    static (long Calls, long Resumed) Of(RunReport report) => (report.Progress.Calls, report.Progress.Resumed);

    static async Task<RunRig> AnsweredAsync(int records = 3)
    {
        var rig = await RunRig.StartAsync(records, Answer);
        rig.WritePipeline(_ => Steps);
        var report = await rig.RunAsync();
        Assert.Equal(3L * records, report.Progress.Calls);
        return rig;
    }

    static CallPlan Answer(Call call) => CallPlan.Says(call.LastMessage.Split(' ')[0] switch
    {
        "Is" => """{"good": true}""",
        "Tell" => "a story",
        _ => $$"""{"title": "T{{call.LastMessage.Split(' ')[^1]}}"}""",
    });
}
