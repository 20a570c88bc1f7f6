using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Backends;

namespace Sluice.Tests.Pipeline.Backends;

public sealed class BreakerTests
{
    static readonly TimeSpan start = TimeSpan.FromSeconds(100);

    readonly Breaker breaker = new(new BackoffOptions { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(16) }, new Random(1));

    [Fact]
    public void It_opens_after_five_failures_in_a_row()
    {
        Fail(4);
        breaker.Succeeded();
        Fail(4);
        Assert.False(breaker.IsOpen);

        Fail(1);

        Assert.True(breaker.IsOpen);
        Assert.InRange(breaker.ReadyAt, start + TimeSpan.FromSeconds(0.5), start + TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void One_trial_is_let_through_at_a_time()
    {
        Fail(5);

        Assert.True(breaker.Begin());
        Assert.Equal(TimeSpan.MaxValue, breaker.ReadyAt);
    }

    [Fact]
    public void A_trial_that_succeeds_closes_it()
    {
        Fail(5);
        breaker.Begin();

        breaker.Succeeded();

        Assert.Equal((false, TimeSpan.Zero), (breaker.IsOpen, breaker.ReadyAt));
        Assert.False(breaker.Begin());
    }

    [Fact]
    public void Pauses_between_trials_double_up_to_a_limit_and_are_spread_by_half()
    {
        Fail(5);

        for (var nth = 2; nth <= 40; nth++)
        {
            breaker.Failed(wasTrial: breaker.Begin(), start);

            var expected = Math.Min(16, Math.Pow(2, nth - 1));
            Assert.InRange((breaker.ReadyAt - start).TotalSeconds, expected * 0.5, expected * 1.5);
        }
    }

    [Fact]
    public void Calls_begun_before_it_opened_say_nothing_new()
    {
        Fail(5);
        var ready = breaker.ReadyAt;

        for (var late = 0; late < 200; late++) breaker.Failed(wasTrial: false, start + TimeSpan.FromSeconds(1));

        Assert.Equal(ready, breaker.ReadyAt);
    }

    [Fact]
    public void A_trial_that_was_cancelled_makes_room_for_another()
    {
        Fail(5);
        var ready = breaker.ReadyAt;
        breaker.Begin();

        breaker.Unknown(wasTrial: true);

        Assert.Equal((true, ready), (breaker.IsOpen, breaker.ReadyAt));
    }

    void Fail(int times)
    {
        for (var i = 0; i < times; i++) breaker.Failed(wasTrial: false, start);
    }
}
