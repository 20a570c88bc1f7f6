using Sluice.Pipeline.Backends;
using Sluice.Testing;

namespace Sluice.Tests.Pipeline.Backends;

public sealed class FirstTokenLimitTests
{
    readonly FirstTokenLimit limit = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void It_is_a_minute_until_200_first_tokens_were_seen()
    {
        See(199, seconds: 0.1);
        Assert.Equal(TimeSpan.FromSeconds(60), limit.Current);

        See(1, seconds: 0.1);

        Assert.Equal(TimeSpan.FromSeconds(5), limit.Current);
    }

    [Fact]
    public void It_is_five_times_the_p99_when_that_is_more_than_five_seconds()
    {
        See(196, seconds: 1);
        See(4, seconds: 3);

        Assert.Equal(TimeSpan.FromSeconds(15), limit.Current);
        Assert.Equal("the larger of 5 s and 5 times 3 s, the p99 of the last 200", limit.Why);
    }

    [Fact]
    public void It_follows_a_server_that_becomes_slower_or_faster()
    {
        See(200, seconds: 2);

        See(2_000, seconds: 4);
        Assert.Equal(TimeSpan.FromSeconds(20), limit.Current);
        See(2_100, seconds: 0.2);
        Assert.Equal(TimeSpan.FromSeconds(5), limit.Current);
    }

    [Fact]
    public void One_call_in_a_hundred_that_hangs_does_not_change_it()
    {
        See(200, seconds: 0.1);

        for (var round = 0; round < 30; round++)
        {
            See(99, seconds: 0.1);
            limit.Passed();
        }

        Assert.Equal(TimeSpan.FromSeconds(5), limit.Current);
    }

    [Fact]
    public void It_is_learnt_anew_when_more_than_one_call_in_twenty_passes_it()
    {
        See(200, seconds: 0.1);

        for (var call = 0; call < 10; call++) limit.Passed();
        Assert.Equal(TimeSpan.FromSeconds(5), limit.Current);
        limit.Passed();

        Assert.Equal(TimeSpan.FromSeconds(60), limit.Current);
    }

    [Fact]
    public void A_limit_that_was_learnt_holds_for_the_calls_that_wait_already()
    {
        var clock = new ManualClock();
        using var watch = new FirstTokenWatch(limit, "the backend 'gpu'", clock);
        using var hanging = watch.Begin(default);

        for (var call = 0; call < FirstTokenLimit.Enough; call++)
        {
            using var quick = watch.Begin(default);
            quick.Heard();
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(hanging.Token.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(0.25));

        Assert.True(hanging.Token.IsCancellationRequested);
        Assert.Equal("timeout: the backend 'gpu' gave no first token within 5 s (the larger of 5 s and 5 times 0 s, the p99 of the last 200)", hanging.Overdue?.ToString());
    }

    [Fact]
    public void A_call_that_was_heard_of_is_not_waited_for_any_more()
    {
        var clock = new ManualClock();
        using var watch = new FirstTokenWatch(limit, "the backend 'gpu'", clock);
        using var call = watch.Begin(default);

        call.Heard();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False(call.Token.IsCancellationRequested);
    }

    void See(int calls, double seconds)
    {
        for (var call = 0; call < calls; call++) limit.Seen(TimeSpan.FromSeconds(seconds));
    }
}
