using Sluice.Pipeline;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Running.Limits;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Testing;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>A run without accepted answers pauses, whatever the cause.</summary>
public sealed class SilenceTests
{
    [Fact]
    public void A_run_pauses_ten_minutes_after_its_last_accepted_answer_with_the_last_failure()
    {
        var clock = new ManualClock();
        using var stop = new RunStop(default, default);
        using var backend = new PooledBackend(
            new StepBackend { Name = "gpu", Model = "m", Endpoint = new ModelEndpoint { BaseUrl = new Uri("http://gpu/v1") } }, new BackoffOptions(), new Random(1), clock);
        using var silence = new SilenceLimit(TimeSpan.FromMinutes(10), stop, clock);
        var wrong = new Failure(FailureReason.SchemaMismatch, "/title: missing");

        clock.Advance(TimeSpan.FromHours(1)); // before the first call nothing is expected
        silence.Begin();
        clock.Advance(TimeSpan.FromMinutes(9));
        silence.Failed(backend, wrong);
        silence.Accepted();
        clock.Advance(TimeSpan.FromMinutes(9));
        silence.Failed(backend, wrong);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(stop.Message);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("no answer was accepted for 10 min, in which 1 call failed; the last one: schema-mismatch from the backend 'gpu' at http://gpu/v1: /title: missing", stop.Message);
        Assert.True(stop.Cutting.IsCancellationRequested);
    }

    [Fact]
    public void Time_in_which_the_process_stood_still_is_no_silence()
    {
        var clock = new ManualClock();
        using var stop = new RunStop(default, default);
        using var silence = new SilenceLimit(TimeSpan.FromMinutes(10), stop, clock);

        silence.Begin();
        clock.Advance(TimeSpan.FromMinutes(5));
        clock.StandStill(TimeSpan.FromHours(2));
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Null(stop.Message);
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("no answer for 10 min: the calls in flight hang, and no other one ended", stop.Message);
    }

    [Theory]
    [InlineData(429, "capacity")]
    [InlineData(500, "server")]
    public async Task A_server_that_is_down_pauses_the_run_and_fails_no_record(int status, string reason)
    {
        await using var rig = await RunRig.StartAsync(records: 40, script: _ => CallPlan.Fails(status, "no luck"));
        var clock = new ManualClock();
        rig.Clock = clock;
        rig.Options = rig.Options with { Backoff = new() { First = TimeSpan.FromHours(2), Longest = TimeSpan.FromHours(2) }, Silence = TimeSpan.FromMinutes(10) };

        var running = rig.RunAsync();
        await clock.WhenTimersWaitAsync(count: 4, dueIn: TimeSpan.FromHours(1)); // each of the four in flight has failed, and pauses
        clock.Advance(TimeSpan.FromMinutes(10));
        var report = await running;

        Assert.Equal((RunEnding.Stopped, 0L, 0L), (report.Ending, report.Progress.Answered, report.Progress.Failed));
        Assert.Matches($"^no answer was accepted for 10 min, in which 4 calls failed; the last one: {reason} from the backend 'rig' at .*: no luck$", report.Message);
    }

    [Fact]
    public async Task Calls_that_hang_do_not_hold_up_the_pause()
    {
        var clock = new ManualClock();
        await using var rig = await RunRig.StartAsync(records: 4, script: _ => CallPlan.Says(RunRig.Good) with { Hold = new TaskCompletionSource().Task });
        rig.Clock = clock;
        rig.WritePipeline(text => text + "\nlimits: { no_answer: 20s }\n");

        var running = rig.RunAsync();
        await rig.Server.Ledger.ArrivedAsync(4);
        clock.Advance(TimeSpan.FromSeconds(20));
        var report = await running;

        Assert.Equal((RunEnding.Stopped, "no answer for 20 s: the calls in flight hang, and no other one ended"), (report.Ending, report.Message));
    }
}
