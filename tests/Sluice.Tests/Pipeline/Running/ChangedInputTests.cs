using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class ChangedInputTests
{
    [Fact]
    public async Task Changed_records_stop_the_run_before_they_are_paid_for_unless_it_was_said_what_to_do()
    {
        await using var rig = await ChangedAsync();
        rig.Options = rig.Options with { OnChangedInput = ChangedInput.Ask };

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, new ChangedRecords(2, "'r2' (data.jsonl:2)")), (report.Ending, report.Undecided));
        Assert.Equal(
            "2 records have changed since they were answered, the first is 'r2' (data.jsonl:2); say what to do: --on-changed-input rerun asks about them again, keep keeps the answers to the old content",
            report.Message);
        Assert.Equal(4, rig.Server.Ledger.Count);
    }

    [Fact]
    public async Task Kept_records_keep_the_answers_to_their_old_content_until_they_are_asked_again()
    {
        await using var rig = await ChangedAsync();
        rig.Options = rig.Options with { OnChangedInput = ChangedInput.Keep };

        var kept = await rig.RunAsync();
        var keptAgain = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 4L, 0L), (kept.Ending, kept.Progress.Resumed, kept.Progress.Calls));
        Assert.Equal((4L, 0L), (keptAgain.Progress.Resumed, keptAgain.Progress.Calls));
        Assert.Contains("2 records have changed since they were answered; the answers to their old content are kept", rig.Notices);
        Assert.Equal(["posting 1", "posting 2", "posting 3", "posting 4"], Titles(rig));

        rig.Options = rig.Options with { OnChangedInput = ChangedInput.Rerun };
        var rerun = await rig.RunAsync();

        Assert.Equal((2L, 2L), (rerun.Progress.Resumed, rerun.Progress.Answered));
        Assert.Equal(["posting 1", "posting 3", "rewritten 2", "rewritten 4"], Titles(rig));
    }

    [Fact]
    public async Task A_changed_record_that_was_never_answered_is_asked_about_without_a_question()
    {
        await using var rig = await RunRig.StartAsync(records: 1, script: call => CallPlan.Says(call.Ordinal == 0 ? "{}" : call.Ordinal == 1 ? "{}" : RunRig.Good));
        await rig.RunAsync();
        rig.WriteRecords(["""{"id": "r1", "text": "mended"}"""]);
        rig.Options = rig.Options with { OnChangedInput = ChangedInput.Ask };

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 1L, null), (report.Ending, report.Progress.Answered, report.Undecided));
    }

    static async Task<RunRig> ChangedAsync()
    {
        var rig = await RunRig.StartAsync(records: 4, script: call => CallPlan.Says($$"""{"title": "{{call.LastMessage}}"}"""));
        await rig.RunAsync();
        rig.WriteRecords(Enumerable.Range(1, 4).Select(n => $$"""{"id": "r{{n}}", "text": "{{(n % 2 == 0 ? "rewritten" : "posting")}} {{n}}"}"""));
        return rig;
    }

    static IEnumerable<string?> Titles(RunRig rig) => rig.Output.Select(line => line.GetProperty("answer").GetProperty("title").GetString()).Order();
}
