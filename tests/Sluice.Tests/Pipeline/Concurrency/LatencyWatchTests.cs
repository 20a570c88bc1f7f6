using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class LatencyWatchTests
{
    readonly OpenCalls open = new();
    readonly LatencyWatch watch;

    public LatencyWatchTests()
    {
        watch = new LatencyWatch(open, new LevelCurve());
        watch.Add(Seconds(10), Seconds(10), 4); // the first of all: not counted, it may have waited for the server to start
    }

    [Fact]
    public void Calls_that_never_end_are_seen_by_their_age()
    {
        for (var i = 0; i < 20; i++) open.Begin(Seconds(20));

        Assert.False(watch.HasSlow(285, Seconds(300)));
        Assert.True(watch.HasSlow(285, Seconds(306)));
    }

    [Fact]
    public void Two_slow_calls_are_an_accident()
    {
        for (var i = 0; i < 50; i++) watch.Add(Seconds(100), Seconds(20), 4);
        watch.Add(Seconds(700), Seconds(599), 4);
        watch.Add(Seconds(700), Seconds(599), 4);

        Assert.False(watch.HasSlow(285, Seconds(700)));
    }

    [Fact]
    public void Of_many_calls_the_p99_is_the_value_itself()
    {
        for (var i = 1; i <= 500; i++) watch.Add(Seconds(1000), Seconds(i / 10.0), 4);

        Assert.Equal(49.5, watch.Quantile(0.99, 4, Seconds(1000))!.Value, 1);
    }

    [Fact]
    public void A_tail_that_few_calls_have_reached_is_guessed_beyond_them()
    {
        var random = new Random(3);
        for (var i = 0; i < 40; i++) watch.Add(Seconds(1000), Seconds(20 * Math.Exp(AsNormal(random))), 4);

        Assert.InRange(watch.Quantile(0.99, 4, Seconds(1000))!.Value, 120, 500); // 20 s · e^2.33 = 205 s
    }

    [Fact]
    public void While_slow_calls_are_still_going_it_is_not_known_how_long_they_take()
    {
        for (var i = 0; i < 40; i++) watch.Add(Seconds(100), Seconds(5), 4);
        for (var i = 0; i < 20; i++) open.Begin(Seconds(50));

        Assert.InRange(watch.KnownShare(4, Seconds(100)), 0.6, 0.7);
    }

    [Fact]
    public void Of_very_many_calls_in_flight_the_few_that_ended_last_tell_how_long_they_take()
    {
        var random = new Random(5);
        var ends = new PriorityQueue<(double Began, double Seconds), double>();
        for (var i = 0; i < 16_000; i++) // 80 a second, for 10 s each: the last 700 to end did so within 9 s
        {
            var now = i / 80.0;
            while (ends.TryPeek(out var call, out var end) && end <= now)
            {
                ends.Dequeue();
                open.End(Seconds(call.Began));
                watch.Add(Seconds(end), Seconds(call.Seconds), 800);
            }

            var seconds = -10 * Math.Log(1 - random.NextDouble());
            open.Begin(Seconds(now));
            ends.Enqueue((now, seconds), now + seconds);
        }

        Assert.InRange(watch.Quantile(0.99, 800, Seconds(200))!.Value, 35, 60); // 10 s · ln 100 = 46 s
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    static double AsNormal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
