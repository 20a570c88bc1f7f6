using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Chat;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;
using Sluice.Twin.Serving.Faults;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>A run pauses itself when too many records fail in one way, or when it has spent what it may.</summary>
public sealed class RunLimitTests
{
    [Fact]
    public async Task A_run_pauses_when_one_reason_is_too_frequent_and_shows_the_arithmetic_and_a_sample()
    {
        await using var rig = await RunRig.StartAsync(records: 200, script: EveryThirdFails);
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal));

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 34L, 16L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
        Assert.Equal(
            "refusal is 16 of 50 outcomes, 32 %; the limit is 20 % of at least 50 (limits.failures). The first one is r3 (data.jsonl:3): "
            + "the server's content filter ended the answer (finish_reason content_filter); the response was {. The same command goes on, with --keep-going however many fail", report.Message);
    }

    [Fact]
    public async Task The_same_command_goes_on_and_gets_on()
    {
        await using var rig = await RunRig.StartAsync(records: 200, script: EveryThirdFails);
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal));
        await rig.RunAsync();

        var again = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, again.Ending);
        Assert.Equal((34L, 33L, 33L), (again.Progress.Resumed, again.Progress.Answered, again.Progress.Failed));
    }

    [Fact]
    public async Task A_run_that_is_to_keep_going_does()
    {
        await using var rig = await RunRig.StartAsync(records: 60, script: EveryThirdFails);
        rig.Options = rig.Options with { KeepGoing = true };

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 40L, 20L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
    }

    [Theory]
    [InlineData("failures: off")]
    [InlineData("failures: 40%")]
    [InlineData("outcomes: 61")]
    public async Task The_limit_is_set_by_the_pipeline(string limit)
    {
        await using var rig = await RunRig.StartAsync(records: 60, script: EveryThirdFails);
        rig.WritePipeline(text => text + $"\nlimits: {{ {limit} }}\n");

        Assert.Equal(RunEnding.Finished, (await rig.RunAsync()).Ending);
    }

    [Fact]
    public async Task A_run_pauses_when_it_has_spent_its_tokens_those_of_earlier_invocations_included()
    {
        await using var rig = await RunRig.StartAsync(records: 20, script: _ => CallPlan.Says(RunRig.Good) with { Usage = new TokenUsage(70, 30) });
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal) + "\nlimits: { tokens: 1000 }\n");
        rig.Options = rig.Options with { Limit = 6 };
        await rig.RunAsync();
        rig.Options = rig.Options with { Limit = null };

        var report = await rig.RunAsync();
        var once = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 4L), (report.Ending, report.Progress.Answered));
        Assert.Equal("the run has spent 1,000 tokens, 600 of them in earlier invocations; the limit is 1,000 (limits.tokens): raise it to go on", report.Message);
        Assert.Equal((RunEnding.Stopped, 0L), (once.Ending, once.Progress.Calls));
    }

    [Theory]
    [InlineData("tokens: 10000", 64)]
    [InlineData("cost: 0.01", 64)]
    [InlineData("tokens: 250", 64)]
    public async Task Hundreds_of_calls_in_flight_do_not_end_far_above_a_ceiling(string limit, int concurrency)
    {
        await using var rig = await RunRig.StartAsync(records: 400, script: _ => CallPlan.Says(RunRig.Good) with { Usage = new TokenUsage(70, 30) });
        rig.WritePipeline(text => text.Replace("concurrency: 4", $"concurrency: {concurrency}", StringComparison.Ordinal) + $"\nlimits: {{ {limit} }}\n");
        rig.Price = new BackendPrice(Input: 1, Output: 1);
        var most = limit.EndsWith("250", StringComparison.Ordinal) ? 250 : 10_000;

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.InRange(100 * report.Progress.Calls, most, most < 1000 ? 800 : most + 100); // nothing is known before the first calls have ended: 8 of them
    }

    [Fact]
    public async Task A_call_that_may_spend_the_rest_is_waited_for_and_the_next_one_made_when_it_did_not()
    {
        await using var rig = await RunRig.StartAsync(records: 30, script: call => CallPlan.Says(RunRig.Good) with { Usage = call.Ordinal < 10 ? new TokenUsage(900, 100) : new TokenUsage(9, 1) });
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 16", StringComparison.Ordinal) + "\nlimits: { tokens: 11000 }\n");

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Finished, 30L), (report.Ending, report.Progress.Answered));
    }

    [Fact]
    public async Task A_run_pauses_when_it_has_cost_what_it_may()
    {
        await using var rig = await RunRig.StartAsync(records: 20, script: _ => CallPlan.Says(RunRig.Good) with { Usage = new TokenUsage(700_000, 100_000) });
        rig.WritePipeline(text => text.Replace("concurrency: 4", "concurrency: 1", StringComparison.Ordinal) + "\nlimits: { cost: 2.5 }\n");
        rig.Price = new BackendPrice(Input: 1, Output: 3);

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 3L, 3m), (report.Ending, report.Progress.Answered, report.Progress.Cost));
        Assert.Equal("the run has cost 3 USD, 0 of them in earlier invocations; the limit is 2.5 USD (limits.cost): raise it to go on", report.Message);
    }

    [Fact]
    public async Task A_run_with_a_ceiling_pauses_when_its_server_counts_nothing()
    {
        await using var rig = await RunRig.StartAsync(records: 40, script: _ => CallPlan.Says(RunRig.Good) with { Fault = new Fault(FaultKind.NoUsage) });
        rig.WritePipeline(text => text + "\nlimits: { tokens: 1000000 }\n");

        var report = await rig.RunAsync();

        Assert.Equal(RunEnding.Stopped, report.Ending);
        Assert.InRange(report.Progress.Answered, 8, 16);
        Assert.Equal("limits.tokens is set, but the backend 'rig' answers without usage, so that nobody knows what the run spends: let the server report usage, or take the limit away to go on", report.Message);
    }

    [Fact]
    public async Task A_limit_of_cost_needs_prices()
    {
        await using var rig = await RunRig.StartAsync(records: 2);
        rig.WritePipeline(text => text + "\nlimits: { cost: 2.5 }\n");

        var report = await rig.RunAsync();

        Assert.Equal((RunEnding.Stopped, 0L), (report.Ending, report.Progress.Calls));
        Assert.StartsWith("limits.cost is set, but the backend 'rig' has no price; allowed: ", report.Message, StringComparison.Ordinal);
    }

    static CallPlan EveryThirdFails(Call call) =>
        int.Parse(call.LastMessage.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) % 3 == 0
            ? CallPlan.Says("{") with { Finish = "content_filter" }
            : CallPlan.Says(RunRig.Good);
}
