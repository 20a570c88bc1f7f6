using Sluice.Pipeline.Backends;

namespace Sluice.Tests.Pipeline.Backends;

public sealed class RateLimitTests
{
    [Fact]
    public void No_minute_holds_more_than_the_limit()
    {
        var limit = new RateLimit(120);
        var begun = new List<TimeSpan>();

        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(3); now += TimeSpan.FromMilliseconds(100))
        {
            if (limit.NextAt > now) continue;
            limit.Take(1, now);
            begun.Add(now);
        }

        Assert.All(begun, first => Assert.InRange(begun.Count(one => one >= first && one < first + TimeSpan.FromMinutes(1)), 1, 120));
        Assert.Equal(360, begun.Count);
    }

    [Fact]
    public void What_was_not_used_for_a_while_is_not_made_up_for()
    {
        var limit = new RateLimit(60);
        limit.Take(1, TimeSpan.Zero);

        limit.Take(1, TimeSpan.FromMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1), limit.NextAt);
    }

    [Fact]
    public void A_wrong_guess_is_corrected_both_ways()
    {
        var limit = new RateLimit(60_000);
        limit.Take(2_000, TimeSpan.Zero);

        limit.Correct(-500);
        limit.Correct(1_000);

        Assert.Equal(TimeSpan.FromSeconds(2.5), limit.NextAt);
    }
}
