using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class ChangedSchemaTests
{
    [Fact]
    public async Task A_widened_schema_keeps_every_stored_answer_and_asks_nothing()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(text => text.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 0L, 3L), (report.Ending, report.Progress.Calls, report.Progress.Resumed));
        Assert.Contains("the schema has changed: of 3 stored answers 3 fit it and are kept, the others are asked again (--on-changed-schema rerun asks all again)", rig.Notices);
        Assert.Equal(["r1", "r2", "r3"], rig.Ids.Order());
        Assert.All(rig.Output, line => Assert.Equal(1, line.GetProperty("attempts").GetInt32()));
    }

    [Fact]
    public async Task A_narrowed_schema_asks_only_about_the_answers_that_no_longer_fit()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(text => text.Replace("minLength: 2", "pattern: '[23]$'", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((2L, 2L), (report.Progress.Resumed, report.Progress.Calls)); // r1 is asked and asked once more, in vain
        Assert.Equal(["r2", "r3"], rig.Ids.Order());
        Assert.Equal(1, report.Progress.Failed);
    }

    [Fact]
    public async Task Stored_answers_are_asked_again_when_that_is_said()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(text => text.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal));
        rig.Options = rig.Options with { KeepFittingAnswers = false };

        Assert.Equal(3, (await rig.RunAsync()).Progress.Calls);
    }

    [Fact]
    public async Task A_rewritten_description_asks_again_since_it_asks_for_something_else()
    {
        await using var rig = await RunRig.StartAsync(records: 3);
        rig.WritePipeline(text => text.Replace("minLength: 2", "minLength: 2, description: The title.", StringComparison.Ordinal));
        await rig.RunAsync();
        rig.WritePipeline(text => text.Replace("minLength: 2", "minLength: 1, description: The title in English.", StringComparison.Ordinal));

        Assert.Equal(3, (await rig.RunAsync()).Progress.Answered);
    }

    [Fact]
    public async Task A_prompt_that_changed_with_the_schema_asks_again()
    {
        await using var rig = await AnsweredAsync();
        rig.WritePipeline(text => text.Replace("minLength: 2", "minLength: 1", StringComparison.Ordinal).Replace("Read the posting.", "Read it.", StringComparison.Ordinal));

        Assert.Equal(3, (await rig.RunAsync()).Progress.Answered);
    }

    static async Task<RunRig> AnsweredAsync()
    {
        var rig = await RunRig.StartAsync(records: 3, script: call => CallPlan.Says($$"""{"title": "Cook {{call.LastMessage[^1]}}"}"""));
        await rig.RunAsync();
        return rig;
    }
}
