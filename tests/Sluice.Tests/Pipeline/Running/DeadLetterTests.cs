using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_run_that_was_interrupted_leaves_what_it_gave_up_alone_until_it_has_come_to_its_end()
    {
        using var drain = new CancellationTokenSource();
        await using var rig = await RunRig.StartAsync(records: 6, script: call =>
        {
            if (call.LastMessage == "posting 4") drain.Cancel(); // Ctrl-C while the fourth is asked about
            return CallPlan.Says(call.Messages.Any(message => message.Content == "posting 2") ? "nothing" : RunRig.Good);
        });
        rig.Options = rig.Options with { Concurrency = 1 };
        var interrupted = await rig.RunAsync(drain.Token);
        var before = rig.Server.Ledger.Count;

        var goesOn = await rig.RunAsync();
        var asked = rig.Server.Ledger.Count - before;
        var anew = await rig.RunAsync();

        Assert.Equal((RunEnding.Drained, 1L), (interrupted.Ending, interrupted.Progress.Failed));
        Assert.Equal((RunEnding.Finished, 2L, 3L, 1L, 2), (goesOn.Ending, goesOn.Progress.Answered, goesOn.Progress.Resumed, goesOn.Progress.Failed, asked));
        Assert.Contains(rig.Notices, notice => notice.StartsWith("given up before the run was interrupted, and left as they are: 1 of its records; ", StringComparison.Ordinal));
        Assert.Equal("not-json", Assert.Single(rig.Failures).GetProperty("reason").GetString());
        Assert.Equal((2L, 1L), (anew.Progress.Calls, anew.Progress.Failed)); // tried once more, from the beginning
    }
}
