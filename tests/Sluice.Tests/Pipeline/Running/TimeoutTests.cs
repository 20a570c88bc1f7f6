using Sluice.Pipeline.Running;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>Calls that hang are given up without holding up the others.</summary>
public sealed class TimeoutTests
{
    [Fact]
    public async Task Calls_that_hang_are_cut_by_what_was_learnt_and_made_again()
    {
        var clock = new ManualClock();
        await using var rig = await RunRig.StartAsync(records: 300, script: call => call.Ordinal is 10 or 50
            ? CallPlan.Says(RunRig.Good) with { Hold = new TaskCompletionSource().Task }
            : CallPlan.Says(RunRig.Good));
        rig.Clock = clock;
        rig.WritePipeline(text => text.Replace("max_tokens: 100", "stream: true", StringComparison.Ordinal));

        rig.Options = rig.Options with { Backoff = new() { First = TimeSpan.Zero, Longest = TimeSpan.Zero } };
        var others = rig.AnsweredAsync(298);

        var running = rig.RunAsync();
        await others;
        clock.Advance(TimeSpan.FromSeconds(5.5));
        var report = await running;

        Assert.Equal((RunEnding.Finished, 300L, 302L), (report.Ending, report.Progress.Answered, report.Progress.Calls));
    }

    [Theory]
    [InlineData("first_token: 20s", "gave no first token within 20 s")]
    [InlineData("total: 30s", "did not finish within 30 s")]
    public async Task Time_limits_are_set_by_the_step(string limit, string words)
    {
        var clock = new ManualClock();
        await using var rig = await RunRig.StartAsync(records: 1, script: _ => CallPlan.Says(RunRig.Good) with { Hold = new TaskCompletionSource().Task });
        rig.Clock = clock;
        rig.WritePipeline(text => text.Replace("max_tokens: 100", $"timeouts: {{ {limit} }}", StringComparison.Ordinal));
        rig.Options = rig.Options with { Backoff = rig.Options.Backoff with { First = TimeSpan.Zero, Longest = TimeSpan.Zero } };

        var running = rig.RunAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await rig.Server.Ledger.ArrivedAsync(attempt);
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        var report = await running;
        Assert.Equal(["timeout"], report.Progress.FailedByReason.Keys);
        Assert.Contains(words, Assert.Single(rig.Failures).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_tokens: 100", false)]
    [InlineData("max_tokens: 512", false)]
    [InlineData("max_tokens: 513", true)]
    [InlineData("temperature: 0", true)]
    [InlineData("max_tokens: 100\n    stream: true", true)]
    [InlineData("max_tokens: 5000\n    stream: false", false)]
    public async Task Answers_come_as_streams_where_they_may_be_long(string setting, bool streamed)
    {
        await using var rig = await RunRig.StartAsync(records: 1);
        rig.WritePipeline(text => text.Replace("max_tokens: 100", setting, StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((1L, streamed), (report.Progress.Answered, Assert.Single(rig.Server.Ledger.Calls).Json.GetProperty("stream").GetBoolean()));
    }
}
