using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class DuplicateTests
{
    /// <summary>a comes three times, the third with other content; b once.</summary>
    static readonly string[] lines =
    [
        """{"id": "a", "text": "one"}""", """{"id": "b", "text": "two"}""", """{"id": "a", "text": "one"}""", """{"text": "three", "id": "a"}""",
    ];

    [Theory]
    [InlineData("refuse", "one two", 0, 2)]
    [InlineData("first", "one two", 2, 0)]
    [InlineData("last", "three two", 2, 0)]
    [InlineData("merge-identical", "one two", 1, 1)]
    public async Task Records_with_one_id_are_refused_or_merged_by_policy_and_counted(string policy, string asked, int merged, int failed)
    {
        await using var rig = await RunRig.StartAsync(records: 0, script: call => CallPlan.Says($$"""{"title": "{{call.LastMessage}}"}"""));
        rig.WriteRecords(lines);
        rig.WritePipeline(text => text.Replace("""id: "$.id" """.TrimEnd(), $"""id: "$.id", duplicates: {policy}""", StringComparison.Ordinal));

        var report = await rig.RunAsync();
        var again = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 2L, merged, failed, 4L, 4L), (report.Ending, report.Progress.Answered, report.Progress.Merged, report.Progress.Failed, report.Progress.Done, report.Progress.Total));
        Assert.Equal((2L, 0L), (again.Progress.Resumed, again.Progress.Calls));
        Assert.Equal(asked.Split(' '), rig.Server.Ledger.Calls.Select(call => call.LastMessage).Order());
        Assert.Equal(["a", "b"], rig.Ids.Order());
    }
}
