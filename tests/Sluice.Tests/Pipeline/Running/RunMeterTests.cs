using Sluice.Pipeline.Running;
using Sluice.Protocol.Chat;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Running;

public sealed class RunMeterTests
{
    readonly ManualClock clock = new();

    [Fact]
    public void Before_anything_happened_figures_are_unknown_and_not_zero()
    {
        var progress = new RunMeter(clock).Snapshot();

        Assert.Equal((null, null, null, null, null, null), (progress.Total, progress.RecordsPerHour, progress.RecordsPerHourNow, progress.TokensPerSecond, progress.CachedTokens, progress.Remaining));
    }

    [Fact]
    public void Records_per_hour_run_from_the_first_call_to_the_last_answer()
    {
        var meter = new RunMeter(clock);
        clock.Advance(TimeSpan.FromSeconds(100)); // starting up is not the server's pace
        Call(meter, seconds: 30, tokens: 40);
        Call(meter, seconds: 30, tokens: 60);
        clock.Advance(TimeSpan.FromSeconds(500));

        // 3600 · 2 / 60 = 120
        Assert.Equal(120, meter.Snapshot().RecordsPerHour!.Value, 6);
    }

    [Fact]
    public void The_pace_now_is_that_of_the_last_minute()
    {
        var meter = new RunMeter(clock);
        for (var i = 0; i < 10; i++) Call(meter, seconds: 60, tokens: 600);
        for (var i = 0; i < 20; i++) Call(meter, seconds: 3, tokens: 600);

        var progress = meter.Snapshot();

        Assert.Equal(1200, progress.RecordsPerHourNow!.Value, 6); // 20 in 60 s
        Assert.Equal(200, progress.TokensPerSecond!.Value, 6);    // 12,000 in 60 s
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, meter.Snapshot().RecordsPerHourNow);
    }

    [Fact]
    public void The_rest_takes_as_long_as_the_pace_so_far_says()
    {
        var meter = new RunMeter(clock);
        meter.TotalIs(100);
        for (var i = 0; i < 40; i++) meter.Resumed();
        Call(meter, seconds: 10, tokens: 1);
        meter.Failed("truncated");

        Assert.Equal(TimeSpan.FromSeconds(290), meter.Snapshot().Remaining); // 58 left, 2 took 10 s
    }

    [Fact]
    public void Tokens_of_calls_that_brought_no_answer_are_counted_apart()
    {
        var meter = new RunMeter(clock);
        meter.CallBegins();
        meter.CallEnded(new TokenUsage(100, 30) { CachedPromptTokens = 64 }, 90, accepted: false);
        meter.CallBegins();
        meter.CallEnded(new TokenUsage(100, 20), 60, accepted: true);
        meter.CallBegins();
        meter.CallEnded(null, 0, accepted: false);

        var progress = meter.Snapshot();

        Assert.Equal((3, 200, 50, 30, 64), (progress.Calls, progress.PromptTokens, progress.CompletionTokens, progress.DiscardedTokens, progress.CachedTokens));
    }

    [Fact]
    public void Tokens_that_no_server_counted_are_not_known()
    {
        var meter = new RunMeter(clock);
        Assert.Equal((0L, 0L), (meter.Snapshot().PromptTokens, meter.Snapshot().UncountedCalls));

        meter.CallBegins();
        clock.Advance(TimeSpan.FromSeconds(10));
        meter.CallEnded(null, 60, accepted: true);
        var none = meter.Snapshot();
        meter.CallEnded(new TokenUsage(100, 20), 60, accepted: true);
        var some = meter.Snapshot();

        Assert.Equal((1, null, null, null, null), (none.UncountedCalls, none.PromptTokens, none.CompletionTokens, none.DiscardedTokens, none.TokensPerSecond));
        Assert.Equal((1, 100, 20), (some.UncountedCalls, some.PromptTokens, some.CompletionTokens));
    }

    [Fact]
    public void What_cutting_saved_is_estimated_from_accepted_answers()
    {
        var meter = new RunMeter(clock);
        meter.Cut(bytes: 30);
        Assert.Equal((1, null), (meter.Snapshot().CutAnswers, meter.Snapshot().SavedTokens));

        meter.CallEnded(new TokenUsage(10, 40), 120, accepted: true);
        meter.Cut(bytes: 90);
        meter.Cut(bytes: 500);

        Assert.Equal((3, 30 + 10 + 0), (meter.Snapshot().CutAnswers, meter.Snapshot().SavedTokens)); // 3 bytes a token
    }

    [Fact]
    public void What_is_done_is_answered_resumed_or_failed()
    {
        var meter = new RunMeter(clock);
        meter.RecordBegins();
        meter.Resumed();
        meter.Answered();
        meter.Failed("truncated");
        meter.Failed("input");
        meter.Failed("truncated");

        var progress = meter.Snapshot();

        Assert.Equal((5, 3, 1), (progress.Done, progress.Failed, progress.InFlight));
        Assert.Equal(["input 1", "truncated 2"], progress.FailedByReason.Select(reason => $"{reason.Key} {reason.Value}"));
    }

    void Call(RunMeter meter, int seconds, int tokens)
    {
        meter.CallBegins();
        clock.Advance(TimeSpan.FromSeconds(seconds));
        meter.CallEnded(new TokenUsage(10, tokens), 3 * tokens, accepted: true);
        meter.Answered();
    }
}
