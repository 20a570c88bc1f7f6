using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class SeveralBackendsTests
{
    [Fact]
    public async Task Records_are_spread_over_the_backends()
    {
        var both = new TaskCompletionSource();
        await using var rig = await RunRig.StartAsync(records: 40, script: _ => CallPlan.Says(RunRig.Good) with { Hold = both.Task });
        await using var other = await PlannedTwin.StartAsync(_ => CallPlan.Says(RunRig.Good) with { Hold = both.Task });
        rig.Others.Add(rig.BackendAt(other.BaseUrl, "other"));

        var running = rig.RunAsync();
        await Task.WhenAll(rig.Server.Ledger.ArrivedAsync(2), other.Ledger.ArrivedAsync(2)); // of four calls at once
        both.SetResult();
        var report = await running;

        Assert.Equal((40L, 40), (report.Progress.Answered, rig.Server.Ledger.Count + other.Ledger.Count));
        Assert.Equal(["other", "rig"], rig.Output.Select(line => line.GetProperty("backend").GetString()).Distinct().Order());
    }

    [Fact]
    public async Task A_backend_that_fails_everything_costs_no_record_its_answer()
    {
        await using var rig = await RunRig.StartAsync(records: 60, script: _ => CallPlan.Fails(500, "engine is dead"));
        await using var other = await PlannedTwin.StartAsync(_ => CallPlan.Says(RunRig.Good));
        rig.Others.Add(rig.BackendAt(other.BaseUrl, "other"));

        var report = await rig.RunAsync();

        Assert.Equal((60L, 0L), (report.Progress.Answered, report.Progress.Failed));
        Assert.All(rig.Output, line => Assert.Equal("other", line.GetProperty("backend").GetString()));
    }

    [Fact]
    public async Task A_backend_that_is_away_at_the_start_is_told_and_the_others_are_asked()
    {
        await using var rig = await RunRig.StartAsync(records: 6);
        rig.Others.Add(rig.BackendAt(new Uri("http://127.0.0.1:1/v1"), "gone"));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 6L), (report.Ending, report.Progress.Answered));
        Assert.StartsWith("the backend 'gone' at http://127.0.0.1:1/v1 cannot be reached", Assert.Single(rig.Notices), StringComparison.Ordinal);
    }
}
