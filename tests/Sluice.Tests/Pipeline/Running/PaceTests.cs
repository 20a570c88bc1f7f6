using Sluice.Pipeline.Running;

namespace Sluice.Tests.Pipeline.Running;

public sealed class PaceTests
{
    [Fact]
    public void A_steady_pace_has_no_spread()
    {
        var pace = Filled(10, 10, 10, 10, 10, 10);

        Assert.Equal(new RemainingTime(Seconds(50), Seconds(50), Seconds(50)), pace.For(100, TimeSpan.Zero, Seconds(30)));
    }

    [Fact]
    public void A_varying_pace_has_a_range_by_batch_means()
    {
        var pace = Filled(8, 12, 8, 12);

        // Rates of 1.6 and 2.4 a second: mean 2, s = 0.4619 (n − 1). 100 records take 10 slots; half = t · s · √(1/4 + 1/10),
        // t(0.9, 3 degrees) = 1.638 in tables, 1.627 by the expansion: 0.4446 a second.
        var range = pace.For(100, TimeSpan.Zero, Seconds(20))!;

        Assert.Equal((50, 40.9, 64.3), (range.Likely.TotalSeconds, Math.Round(range.Least.TotalSeconds, 1), Math.Round(range.Most!.Value.TotalSeconds, 1)));
    }

    [Fact]
    public void Four_of_five_ends_lie_within_the_range()
    {
        var random = new Random(7);
        int Next() => Enumerable.Range(0, 40).Count(_ => random.NextDouble() < 0.5); // binomial, about 20 a slot
        var within = 0;
        for (var trial = 0; trial < 1000; trial++)
        {
            var range = Filled([.. Enumerable.Range(0, 12).Select(_ => Next())]).For(400, TimeSpan.Zero, Seconds(60))!;
            var (left, slots) = (400.0, 0.0);
            while (left > 0)
            {
                var count = Next();
                slots += Math.Min(1, left / count);
                left -= count;
            }

            if (Seconds(5 * slots) >= range.Least && Seconds(5 * slots) <= range.Most) within++;
        }

        Assert.InRange(within, 770, 840); // of 1,000; the seed is fixed
    }

    [Fact]
    public void A_pace_that_may_as_well_be_none_has_no_latest_end()
    {
        var range = Filled(40, 0, 0, 0).For(1000, TimeSpan.Zero, Seconds(20))!;

        Assert.Null(range.Most);
    }

    [Theory]
    [InlineData(0, 19)]  // four slots are not whole yet
    [InlineData(12, 30)] // nor are they since the first call
    public void Too_little_time_tells_nothing(int begin, int now) =>
        Assert.Null(Filled(10, 10, 10, 10, 10, 10).For(100, Seconds(begin), Seconds(now)));

    [Fact]
    public void Minutes_long_past_count_no_more()
    {
        var pace = Filled([.. Enumerable.Repeat(100, 60), .. Enumerable.Repeat(10, 120)]);

        Assert.Equal(Seconds(50), pace.For(100, TimeSpan.Zero, Seconds(900))!.Likely);
    }

    static Pace Filled(params int[] slots)
    {
        var pace = new Pace();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            for (var n = 0; n < slots[slot]; n++) pace.Add(Seconds(5 * slot + 1));
        }

        return pace;
    }

    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
