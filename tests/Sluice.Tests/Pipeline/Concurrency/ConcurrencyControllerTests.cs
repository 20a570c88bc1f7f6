using Sluice.Pipeline.Concurrency;
using Sluice.Testing.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

/// <summary>The controller against servers with simple curves, in virtual time.</summary>
public sealed class ConcurrencyControllerTests
{
    const int Seed = 7;

    /// <summary>Doubles up to 32 in flight, then stays.</summary>
    static CurveVirtualServer KneeAt32() => new([(1, 50), (32, 1600), (1024, 1600)], prefill: 1e6);

    static (VirtualRunResult Result, ConcurrencyController Controller) Run(VirtualServer server, int records, ConcurrencyOptions? options = null, SecondTenant? tenant = null)
    {
        var controller = new ConcurrencyController(options ?? new ConcurrencyOptions { Records = records });
        return (new VirtualRun(server, new OurLimiter(controller), records, Seed) { Tenants = tenant is null ? [] : [tenant] }.Execute(), controller);
    }

    [Fact]
    public void It_holds_the_smallest_level_that_is_as_good_as_the_best()
    {
        var (_, controller) = Run(KneeAt32(), 4000);

        Assert.InRange(controller.Held!.Value, 28, 46);
        Assert.Contains(controller.Curve, level => level.Concurrency > 46);
    }

    [Fact]
    public void It_climbs_in_steps_of_four_while_the_rate_doubles_with_the_level()
    {
        var (result, _) = Run(KneeAt32(), 2000);

        Assert.Equal([4, 16], result.Moves.Take(2).Select(move => move.Limit));
        Assert.True(result.Moves[2].Limit >= 32);
    }

    [Fact]
    public void It_is_not_stopped_by_a_plateau_that_ends()
    {
        var server = new CurveVirtualServer([(1, 100), (8, 800), (16, 820), (64, 3200), (1024, 3300)], prefill: 1e6);

        var (_, controller) = Run(server, 8000);

        Assert.InRange(controller.Held!.Value, 45, 130);
    }

    [Fact]
    public void It_stays_below_the_level_at_which_one_call_in_a_hundred_takes_half_the_limit()
    {
        var server = new CurveVirtualServer([(1, 40), (1024, 1000)], prefill: 1e6); // climbs for ever, and so does latency

        var (result, _) = Run(server, 6000);

        Assert.True(result.WorstP99 <= 300, $"worst p99 was {result.WorstP99:0} s");
        Assert.Equal(0, result.Timeouts);
    }

    [Fact]
    public void A_server_that_refuses_is_asked_for_no_more_than_it_takes()
    {
        var (result, controller) = Run(new CurveVirtualServer([(1, 50), (32, 1600), (1024, 1600)], prefill: 1e6) { Room = 20 }, 4000);

        Assert.InRange(controller.Held!.Value, 17, 20);
        Assert.True(result.Refusals < 200, $"{result.Refusals} refusals");
        Assert.Contains("no room", controller.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_refuses_and_asks_to_wait_is_asked_for_no_more_than_it_takes()
    {
        var controller = new ConcurrencyController(new ConcurrencyOptions { Records = 8000 });
        var server = new CurveVirtualServer([(1, 50), (1024, 40_000)], prefill: 1e6) { Room = 150 };

        var result = new VirtualRun(server, new OurLimiter(controller), 8000, Seed) { RetryAfter = 12 }.Execute();

        Assert.InRange(controller.Held!.Value, 120, 150);
        Assert.True(result.Refusals < 40, $"{result.Refusals} refusals, each of which kept the client away for 12 s");
    }

    [Fact]
    public void A_level_left_while_it_was_filling_stands_for_the_calls_that_were_in_flight()
    {
        var (_, controller) = Run(new CurveVirtualServer([(1, 50), (1024, 50_000)], prefill: 1e6), 20_000);

        Assert.All(controller.Curve.Where(level => level.Rough), level => Assert.InRange(level.Rate / (50 * level.Concurrency), 0.8, 1.25));
    }

    [Fact]
    public void It_learns_anew_when_another_tenant_takes_half_of_the_server()
    {
        var (result, _) = Run(KneeAt32(), 8000, tenant: new SecondTenant(0.5, 40));

        var before = result.Helds.Last(held => held.Answers <= 4000).Limit;
        Assert.Contains(result.Moves, move => move.Answers > 4000 && move.Limit >= 1.9 * before); // a server divides itself by what each has in flight
        Assert.True(result.Latencies.Count == 8000);
    }

    [Fact]
    public void A_run_that_is_short_settles_for_what_it_has_seen()
    {
        var (result, _) = Run(KneeAt32(), 300, new ConcurrencyOptions { Records = 300 });

        Assert.True(result.Moves.Max(move => move.Limit) <= 64, string.Join(", ", result.Moves));
    }

    [Fact]
    public void A_server_that_answers_at_once_is_learned_too()
    {
        var server = new CurveVirtualServer([(1, 50_000), (32, 1_600_000), (1024, 1_600_000)], prefill: 1e9); // 14 ms an answer: a level is through before it was timed

        var (result, controller) = Run(server, 1000);

        Assert.InRange(controller.Limit, 16, 64);
        Assert.True(result.Moves[1].Answers <= 16, string.Join(", ", result.Moves));
        Assert.DoesNotContain("begin with", controller.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void It_starts_from_a_level_that_is_known()
    {
        var (result, controller) = Run(KneeAt32(), 4000, new ConcurrencyOptions { Start = 16, Records = 4000 });

        Assert.Equal(16, result.Moves[0].Limit);
        Assert.InRange(controller.Held!.Value, 28, 46);
    }

    [Fact]
    public void It_does_not_climb_when_no_more_requests_are_ready_than_are_in_flight()
    {
        var controller = new ConcurrencyController();
        var now = TimeSpan.Zero;
        for (var i = 0; i < 200; i++) // one at a time, whatever is allowed
        {
            controller.Began(now);
            now += TimeSpan.FromSeconds(1);
            controller.Ended(now, new CallEnd(CallFate.Accepted, TimeSpan.FromSeconds(1), 100));
        }

        Assert.True(controller.Limit <= 16, $"{controller.Limit}: {controller.Because}");
    }

    [Fact]
    public void Refusals_of_one_cohort_cut_once()
    {
        var controller = new ConcurrencyController(new ConcurrencyOptions { Start = 100 });
        for (var i = 0; i < 100; i++) controller.Began(TimeSpan.Zero);
        for (var i = 0; i < 50; i++) controller.Ended(TimeSpan.FromSeconds(1 + i / 25), new CallEnd(CallFate.NoRoom, TimeSpan.FromSeconds(1 + i / 25), null));

        Assert.InRange(controller.Limit, 50, 90);
    }

    [Fact]
    public void A_burst_that_is_refused_and_taken_a_moment_later_cuts_nothing()
    {
        var controller = new ConcurrencyController(new ConcurrencyOptions { Start = 100 });
        for (var i = 0; i < 100; i++) controller.Began(TimeSpan.Zero);

        for (var i = 0; i < 40; i++) controller.Ended(TimeSpan.FromMilliseconds(5), new CallEnd(CallFate.NoRoom, TimeSpan.FromMilliseconds(5), null));

        Assert.Equal(100, controller.Limit);
    }

    [Fact]
    public void A_server_that_takes_nothing_for_a_while_is_not_cut_again_and_again()
    {
        var controller = new ConcurrencyController(new ConcurrencyOptions { Start = 100 });
        var now = TimeSpan.Zero;
        for (var round = 0; round < 30; round++)
        {
            for (var i = 0; i < 20; i++) controller.Began(now);
            now += TimeSpan.FromSeconds(2);
            for (var i = 0; i < 20; i++) controller.Ended(now, new CallEnd(CallFate.NoRoom, TimeSpan.FromSeconds(2), null));
        }

        Assert.True(controller.Limit >= 18, $"{controller.Limit}"); // one cut, to what was in flight
    }

    [Fact]
    public void A_limit_of_requests_a_minute_does_not_end_in_a_crawl()
    {
        var server = new CurveVirtualServer([(1, 60), (128, 6000), (1024, 6500)], prefill: 1e6) { RequestsPerMinute = 300 };

        var (result, _) = Run(server, 4000);

        Assert.True(result.RecordsPerHour > 0.85 * 300 * 60, $"{result.RecordsPerHour:0} records/h of {300 * 60}");
        Assert.True(result.Refusals < 4000, $"{result.Refusals} refusals");
    }

    [Fact]
    public void A_knee_below_the_first_level_is_found()
    {
        var (_, controller) = Run(new CurveVirtualServer([(1, 120), (3, 350), (8, 300), (64, 240), (1024, 200)], prefill: 1e6), 4000);

        Assert.Equal(3, controller.Held);
    }

    [Fact]
    public void A_server_that_has_become_slower_than_its_curve_says_is_found_out()
    {
        var (_, controller) = Run(KneeAt32(), 6000, new ConcurrencyOptions { Start = 256, StartsFrom = StartingPoint.Curve, Records = 6000 });

        Assert.InRange(controller.Held!.Value, 28, 91);
    }

    [Fact]
    public void One_slow_queue_is_not_filled_until_its_calls_take_too_long()
    {
        var (result, controller) = Run(new CurveVirtualServer([(1, 45), (2, 46), (1024, 46)], prefill: 1e6), 2000);

        Assert.InRange(controller.Held!.Value, 1, 3);
        Assert.True(result.WorstP99 <= 300, $"worst p99 was {result.WorstP99:0} s");
        Assert.Equal(0, result.Timeouts);
    }

    [Fact]
    public void A_cliff_between_two_levels_of_the_climb_is_found()
    {
        var (_, controller) = Run(new CurveVirtualServer([(1, 60), (40, 2000), (44, 900), (1024, 500)], prefill: 1e6), 6000);

        Assert.InRange(controller.Held!.Value, 26, 41);
    }

    [Fact]
    public void Short_answers_that_end_first_do_not_speak_for_the_long_ones()
    {
        var controller = new ConcurrencyController(new ConcurrencyOptions { Records = 8000 });
        var server = new CurveVirtualServer([(1, 30), (32, 480), (1024, 490)], prefill: 10_000);

        var result = new VirtualRun(server, new OurLimiter(controller), 8000, Seed) { Answers = AnswerLengths.Mixed(40, 0.8, 1600) }.Execute();

        Assert.True(result.WorstP99 <= 300, $"worst p99 was {result.WorstP99:0} s: {string.Join(", ", result.Moves)}");
    }

    [Fact]
    public void Cancelled_calls_say_nothing()
    {
        var controller = new ConcurrencyController();
        for (var i = 0; i < 100; i++)
        {
            controller.Began(TimeSpan.FromSeconds(i));
            controller.Ended(TimeSpan.FromSeconds(i + 1), new CallEnd(CallFate.Silent, TimeSpan.FromSeconds(1), null));
        }

        Assert.Equal(4, controller.Limit);
        Assert.Empty(controller.Curve);
    }

    [Fact]
    public void Answers_are_counted_where_the_server_counts_no_tokens()
    {
        var controller = new ConcurrencyController();
        var now = TimeSpan.Zero;
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < controller.Limit; j++) controller.Began(now);
            var together = controller.Limit;
            now += TimeSpan.FromSeconds(3);
            for (var j = 0; j < together; j++) controller.Ended(now, new CallEnd(CallFate.Accepted, TimeSpan.FromSeconds(3), null));
        }

        Assert.True(controller.Limit >= 16);
    }
}
